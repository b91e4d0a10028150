package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.local.up.ServerCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code hq users}: passed on to the server's own command. */
@Command(
    name = "users",
    description = {
      "Invites and lists the people of an organisation of an environment of this machine.",
      "",
      "  invite SLUG EMAIL --role ROLE [--json]   prints the link to choose a password by",
      "  list SLUG [--json]",
      "  reset-password SLUG EMAIL [--json]       prints a link for another password",
      "",
      "Roles: owner, member, reader. Links are mailed, too, where SMTP_HOST and MAIL_FROM are set."
    },
    footer = {
      "",
      "Examples:",
      "  hq users invite north-wind ada@example.com --role owner",
      "  hq users list north-wind --json"
    },
    mixinStandardHelpOptions = true)
final class UsersCommand implements Callable<Integer> {
  private static final List<String> KNOWN = List.of("invite", "list", "reset-password");

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Default: local.",
      defaultValue = "local")
  private String environment = "";

  @Unmatched private List<String> words = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (words.isEmpty() || !KNOWN.contains(words.get(0))) {
      throw new InvalidInput(
          "expected 'users invite', 'users list' or 'users reset-password'; see --help");
    }
    Chosen chosen = Chosen.byName(environment);
    List<String> all = new ArrayList<>(List.of("users"));
    all.addAll(words);
    return new ServerCommand(chosen.repository().root(), chosen.environment(), chosen.state())
        .run(all, Chosen::waiting);
  }
}
