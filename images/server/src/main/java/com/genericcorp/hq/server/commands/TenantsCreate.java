package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.identity.EmailAddress;
import com.genericcorp.hq.server.identity.InvitationToken;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.mail.Mail;
import com.genericcorp.hq.server.mail.SmtpSettings;
import com.genericcorp.hq.server.people.PeopleAdministration;
import com.genericcorp.hq.server.signin.InvitationLinks;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.RequestKey;
import com.genericcorp.hq.server.tenancy.RequestedCreation;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an organisation and prints its first API key.",
      "With --request-key it may be repeated: the same request is answered the same."
    },
    footer = {
      "",
      "Example: tenants create acme --name 'Acme Ltd' --tier growth --owner ada@acme.example"
          + " --request-key order-4711 --json"
    })
final class TenantsCreate implements Runnable {
  private static final String FIRST_KEY = "first";

  @Parameters(paramLabel = "SLUG", description = "Its name in host names.")
  private String slug = "";

  @Option(names = "--name", paramLabel = "NAME", description = "Its name. Default: the slug.")
  private @Nullable String name;

  @Option(names = "--tier", paramLabel = "TIER", description = "Default: the smallest.")
  private @Nullable String tier;

  @Option(
      names = "--owner",
      paramLabel = "EMAIL",
      description = "Invites an owner, too: prints the link, and mails it where SMTP_HOST is set.")
  private @Nullable String owner;

  @Option(
      names = "--request-key",
      paramLabel = "KEY",
      description =
          "What this request is called, should it be repeated: an order's number, a UUID.")
  private @Nullable String requestKey;

  @Mixin private final OperatorOption operator = new OperatorOption();

  @Option(
      names = "--json",
      description = "Print {slug, url, apiKey}; with --owner also owner: {email, url, …}.")
  private boolean json;

  @Override
  public void run() {
    Slug wanted = Slug.forCustomer(slug);
    Optional<EmailAddress> invited = Optional.ofNullable(owner).map(TenantsCreate::address);
    Optional<RequestKey> request = Optional.ofNullable(requestKey).map(RequestKey::new);
    Operator asked = operator.asked();
    Variables variables = Variables.ofProcess();
    Tiers tiers = Tiers.of(variables);
    String chosen = tier == null ? tiers.lowest() : tiers.require(tier);
    String called = name == null ? slug : name;
    Hosts hosts = Tenants.hosts(variables);
    Optional<SmtpSettings> smtp = SmtpSettings.of(variables);
    Administration administration = Administration.of(variables);
    TenantAdministration tenants = new TenantAdministration(administration, asked);
    TenantCreation creation = new TenantCreation(administration, asked);
    TenantCreation.Created created =
        request
            .map(
                key ->
                    new RequestedCreation(administration, creation, tenants)
                        .create(key, wanted, called, chosen, FIRST_KEY))
            .orElseGet(() -> creation.create(wanted, called, chosen, FIRST_KEY));
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("slug", created.slug().value());
    shown.put("url", hosts.urlOf(created.slug().value()));
    shown.put("apiKey", created.key().reveal());
    invited.ifPresent(
        address -> {
          Tenant tenant = tenants.require(created.slug());
          InvitationToken token =
              request
                  .map(key -> key.invitation(administration, tenant.id(), address))
                  .orElseGet(() -> InvitationToken.generate(tenant.id()));
          try (Mail mail = new Mail(smtp)) {
            shown.put(
                "owner",
                new PeopleAdministration(tenants)
                    .inviteOwner(tenant, address, token)
                    .map(link -> handOut(new InvitationLinks(hosts, mail), link))
                    .orElse(Map.of("email", address.value(), "joined", true)));
          }
        });
    System.out.println(json ? Json.print(shown) : words(shown));
  }

  private static Map<String, Object> handOut(
      InvitationLinks links, PeopleAdministration.Link made) {
    InvitationLinks.HandedOut link =
        links.handOut(made.tenant(), made.user(), made.token(), made.expiresAt());
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("email", made.user().email());
    shown.put("url", link.url());
    shown.put("expiresAt", link.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString());
    shown.put("mailed", link.mailed());
    return shown;
  }

  private String words(Map<String, Object> shown) {
    StringBuilder words =
        new StringBuilder(
            "Organisation '%s' is there: %s%nIts API key, shown %s: %s"
                .formatted(
                    shown.get("slug"),
                    shown.get("url"),
                    requestKey == null ? "this once" : "to this request alone",
                    shown.get("apiKey")));
    if (shown.get("owner") instanceof Map<?, ?> link) {
      words.append(
          link.containsKey("url")
              ? "%nThe link for its owner %s, which works once, until %s:%n%s"
                  .formatted(link.get("email"), link.get("expiresAt"), link.get("url"))
              : "%nIts owner %s has joined.".formatted(link.get("email")));
    }
    return words.toString();
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "'%s' is no e-mail address: give one like ada@example.com",
                    text.replaceAll("[^\\x20-\\x7e]", "?")));
  }
}
