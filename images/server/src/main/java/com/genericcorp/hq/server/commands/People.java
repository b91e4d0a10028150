package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.identity.EmailAddress;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.identity.User;
import com.genericcorp.hq.server.mail.Mail;
import com.genericcorp.hq.server.mail.SmtpSettings;
import com.genericcorp.hq.server.people.PeopleAdministration;
import com.genericcorp.hq.server.signin.InvitationLinks;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code users}: an organisation's people, as an operator invites and sees them. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    description = "Invites and lists an organisation's people.",
    footer = {"", "Example: users invite acme ada@example.com --role owner"})
final class People {
  @Command(
      name = "invite",
      mixinStandardHelpOptions = true,
      description = {
        "Invites somebody and prints the link by which the person chooses a password.",
        "Again, for somebody who has not joined yet: prints a new link; the old one is void."
      },
      footer = {"", "Example: users invite acme ada@example.com --role owner --json"})
  void invite(
      @Parameters(paramLabel = "SLUG", description = "The organisation.") String slug,
      @Parameters(paramLabel = "EMAIL", description = "The person's e-mail address.") String email,
      @Option(
              names = "--role",
              required = true,
              paramLabel = "ROLE",
              description = "owner, member or reader.")
          String role,
      @Option(names = "--json", description = "Print {email, url, expiresAt, mailed}.")
          boolean json) {
    Role wanted =
        Role.of(role)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "There is no role '%s': choose owner, member or reader.", role));
    handOut(slug, email, json, (people, address) -> people.invite(new Slug(slug), address, wanted));
  }

  @Command(
      name = "reset-password",
      mixinStandardHelpOptions = true,
      description = {
        "Prints a link by which somebody chooses another password. The present one works until then."
      },
      footer = {"", "Example: users reset-password acme ada@example.com"})
  void resetPassword(
      @Parameters(paramLabel = "SLUG", description = "The organisation.") String slug,
      @Parameters(paramLabel = "EMAIL", description = "The person's e-mail address.") String email,
      @Option(names = "--json", description = "Print {email, url, expiresAt, mailed}.")
          boolean json) {
    handOut(slug, email, json, (people, address) -> people.reset(new Slug(slug), address));
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists an organisation's people.",
      footer = {"", "Example: users list acme --json"})
  void list(
      @Parameters(paramLabel = "SLUG", description = "The organisation.") String slug,
      @Option(
              names = "--json",
              description = "Print [{id, email, name, role, status, lastSignedInAt}].")
          boolean json) {
    List<User> users = people(Variables.ofProcess()).list(new Slug(slug));
    if (json) {
      System.out.println(Json.print(users.stream().map(People::row).toList()));
      return;
    }
    Table table = Table.of("EMAIL", "NAME", "ROLE", "STATUS", "LAST SIGNED IN");
    users.stream()
        .map(People::row)
        .forEach(row -> table.row(row.values().stream().skip(1).toArray(String[]::new)));
    System.out.print(table);
  }

  /** What makes a link for an address. */
  private interface Work {
    PeopleAdministration.Link run(PeopleAdministration people, EmailAddress address);
  }

  private static void handOut(String slug, String email, boolean json, Work work) {
    EmailAddress address =
        EmailAddress.parse(email)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "'%s' is no e-mail address: give one like ada@example.com",
                        email.replaceAll("[^\\x20-\\x7e]", "?")));
    Variables variables = Variables.ofProcess();
    Hosts hosts = Tenants.hosts(variables);
    Optional<SmtpSettings> smtp = SmtpSettings.of(variables);
    PeopleAdministration people = people(variables);
    PeopleAdministration.Link made = work.run(people, address);
    InvitationLinks.HandedOut link;
    try (Mail mail = new Mail(smtp)) {
      link =
          new InvitationLinks(hosts, mail)
              .handOut(made.tenant(), made.user(), made.token(), made.expiresAt());
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("email", address.value());
    shown.put("url", link.url());
    shown.put("expiresAt", time(link.expiresAt()));
    shown.put("mailed", link.mailed());
    if (json) {
      System.out.println(Json.print(shown));
      return;
    }
    System.out.printf(
        "The link for %s, which works once, until %s:%n%s%n%s%n",
        address.value(),
        time(link.expiresAt()),
        link.url(),
        mailed(link.mailed(), smtp.isPresent()));
  }

  private static String mailed(boolean mailed, boolean configured) {
    if (mailed) {
      return "It was sent by e-mail, too.";
    }
    return configured
        ? "It could not be sent by e-mail: hand it on."
        : "No e-mail is configured (SMTP_HOST): hand it on.";
  }

  private static PeopleAdministration people(Variables variables) {
    return new PeopleAdministration(new TenantAdministration(Administration.of(variables)));
  }

  private static Map<String, String> row(User user) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", user.id().toString());
    row.put("email", user.email());
    row.put("name", user.name());
    row.put("role", user.role().text());
    row.put("status", user.active() ? "active" : "invited");
    Instant lastSignedInAt = user.lastSignedInAt();
    row.put("lastSignedInAt", lastSignedInAt == null ? "" : time(lastSignedInAt));
    return row;
  }

  /** In whole seconds: the database's microseconds are nothing to a reader. */
  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
