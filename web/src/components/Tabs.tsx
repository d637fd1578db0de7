import { Content, List, Root, Trigger } from "@radix-ui/react-tabs";
import type { ReactNode } from "react";

interface TabsProps {
  label: string;
  tabs: readonly { id: string; label: ReactNode; content: ReactNode }[];
  value: string;
  onChange: (id: string) => void;
}

/** Parts of one page of which one is seen at a time; arrow keys move between them. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  return (
    <Root value={value} onValueChange={onChange}>
      <List aria-label={label} className="mb-6 flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px min-h-11 whitespace-nowrap border-b-2 border-transparent px-4 font-semibold text-muted -outline-offset-2 transition-colors hover:text-text data-[state=active]:border-pink data-[state=active]:text-text"
          >
            {tab.label}
          </Trigger>
        ))}
      </List>
      {tabs.map((tab) => (
        <Content key={tab.id} value={tab.id}>
          {tab.content}
        </Content>
      ))}
    </Root>
  );
}
