"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useAction } from "#components/form/use-action.ts";
import { AlertDialog, type Question } from "#components/ui/alert-dialog.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Icon } from "#components/ui/icon.tsx";
import { MenuButton } from "#components/ui/menu-button.tsx";
import { changeRole, disableUser, enableUser, removeMember } from "../actions.ts";

export type Member = { userId: string; name: string; role: "viewer" | "engineer" | "ops" | "admin"; off: boolean };

const load = () => import("./member-items.tsx").then((module) => module.MemberItems);

function questions({ name }: Member): Record<"disable" | "remove", Question> {
  return {
    disable: {
      title: `Disable ${name}?`,
      says: "Every session ends within seconds, and the tokens this person made stop. The account and its history stay.",
      undo: "Enable the account again here. Tokens have to be made anew.",
      keep: "Keep it enabled",
      act: `Disable ${name}`,
      danger: true,
    },
    remove: {
      title: `Remove ${name} from this workspace?`,
      says: "Sessions end within seconds, and the tokens this person made stop. The audit log keeps the name.",
      undo: "Invite the person again. Tokens have to be made anew.",
      keep: "Keep the member",
      act: `Remove ${name}`,
      danger: true,
    },
  };
}

export function MemberMenu({ member }: { member: Member }) {
  const { userId, name, role, off } = member;
  const [asking, setAsking] = useState<"disable" | "remove" | null>(null);
  const close = () => setAsking(null);
  const change = useAction({ action: changeRole, done: ({ role: now }) => `${name} is ${now} now.` });
  const disable = useAction({ action: disableUser, done: `${name} is disabled.`, onDone: close });
  const enable = useAction({ action: enableUser, done: `${name} may sign in again.` });
  const remove = useAction({ action: removeMember, done: `${name} is removed.`, onDone: close });
  const asked = asking === "disable" ? disable : remove;
  return (
    <>
      <MenuButton
        face={{
          label: `What to do with ${name}`,
          trigger: <Icon of={Ellipsis} />,
          triggerClass: buttonClass({ variant: "ghost", size: "s", square: true }),
        }}
        load={load}
        items={{
          role,
          off,
          onRole: (to: Member["role"]) => change.run({ userId, role: to }),
          onEnable: () => enable.run({ userId }),
          onAsk: setAsking,
        }}
      />
      {asking ? (
        <AlertDialog
          question={questions(member)[asking]}
          pending={asked.pending}
          problem={asked.problem}
          onAct={() => asked.run({ userId })}
          onClose={close}
        />
      ) : null}
    </>
  );
}
