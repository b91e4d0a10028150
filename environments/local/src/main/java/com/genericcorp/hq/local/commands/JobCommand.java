package com.genericcorp.hq.local.commands;

import picocli.CommandLine.Command;

/** {@code hq job}. */
@Command(
    name = "job",
    description = {
      "Does now what other platforms do by night, in an environment of this machine.",
      "",
      "  demo-reset           undoes what was done in the sample organisations, makes",
      "                       their history anew, as of now; what people made stays",
      "  retention [--json]   removes old usage, and sessions, invitations and names of",
      "                       repeated requests that have ended"
    },
    footer = {"", "Examples:", "  scripts/hq job demo-reset", "  scripts/hq job retention --json"})
final class JobCommand extends PassedOn {
  JobCommand() {
    super("demo-reset", "retention");
  }
}
