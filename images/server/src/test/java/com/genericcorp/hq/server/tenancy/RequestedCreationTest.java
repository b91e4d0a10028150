package com.genericcorp.hq.server.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.identity.EmailAddress;
import com.genericcorp.hq.server.people.PeopleAdministration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RequestedCreationTest {
  private static TestInstallation installation;
  private static RequestedCreation requests;

  @BeforeAll
  static void migrate() {
    installation = TestInstallation.migrated();
    requests = requests(installation.administration);
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void theSameRequestIsAnsweredTheSame() {
    TenantCreation.Created first = create("order-1", "acme");
    TenantCreation.Created second = create("order-1", "acme");
    assertThat(second.key().reveal()).isEqualTo(first.key().reveal());
    Tenant acme = installation.tenantAdministration.require(new Slug("acme"));
    assertThat(installation.tenantAdministration.accepts(acme, second.key())).isTrue();
    assertThat(events(acme)).containsExactly("created");
  }

  @Test
  void tenAtOnceMakeOneOrganisationAndAreAnsweredTheSame() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try {
      Callable<String> one = () -> create("order-2", "wanted").key().reveal();
      Set<String> keys = new HashSet<>();
      for (Future<String> answer : threads.invokeAll(Collections.nCopies(10, one))) {
        keys.add(answer.get());
      }
      assertThat(keys).hasSize(1);
      assertThat(installation.value("select count(*) from public.tenants where slug = 'wanted'"))
          .isEqualTo("1");
      assertThat(
              installation.value(
                  "select count(*) from pg_roles where rolname like '"
                      + installation.database.name()
                      + "_tenant_%' and rolname not in (select role_name from public.tenants)"))
          .isEqualTo("0");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRequestThatAsksForSomethingElseIsRefused() {
    create("order-3", "globex");
    for (List<String> other :
        List.of(
            List.of("globex-2", "globex", "free"),
            List.of("globex", "Globex", "free"),
            List.of("globex", "globex", "growth"))) {
      assertThatThrownBy(
              () ->
                  requests.create(
                      new RequestKey("order-3"),
                      new Slug(other.get(0)),
                      other.get(1),
                      other.get(2),
                      "first"))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("has made the organisation 'globex' (globex, free)");
    }
    assertThat(installation.tenantAdministration.find(new Slug("globex-2"))).isEmpty();
    assertThatThrownBy(() -> create("order-4", "globex"))
        .isInstanceOf(TenantCreation.AlreadyExists.class);
    for (String key : List.of("", "a b", "ä", "x".repeat(201))) {
      assertThatThrownBy(() -> new RequestKey(key)).isInstanceOf(InvalidInput.class);
    }
  }

  @Test
  void anotherNameOrTierSinceChangesNothingAboutTheAnswer() {
    TenantCreation.Created first = create("order-5", "initech");
    Tenant initech = installation.tenantAdministration.require(new Slug("initech"));
    installation.tenantAdministration.changeTier(new Slug("initech"), "growth");
    installation.tenantAdministration.rename(initech, new Slug("initrode"), "Initrode");
    TenantCreation.Created again = create("order-5", "initech");
    assertThat(again.slug()).isEqualTo(new Slug("initrode"));
    assertThat(again.key().reveal()).isEqualTo(first.key().reveal());
  }

  @Test
  void aKeyThatNoLongerWorksIsNeverTold() {
    create("order-6", "hooli");
    Administration rotated = installation.administration(Secret.of("GATEWAY_SECRET", "another"));
    assertThatThrownBy(
            () ->
                requests(rotated)
                    .create(new RequestKey("order-6"), new Slug("hooli"), "hooli", "free", "first"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("GATEWAY_SECRET")
        .hasMessageContaining("users invite hooli");
    Tenant hooli = installation.tenantAdministration.require(new Slug("hooli"));
    installation.asSuperuser("update " + hooli.schema() + ".api_keys set revoked_at = now()");
    assertThatThrownBy(() -> create("order-6", "hooli"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("was revoked since");
  }

  @Test
  void theOwnersLinkIsTheSameUntilItIsUsed() {
    RequestKey request = new RequestKey("order-7");
    create("order-7", "umbrella");
    Tenant tenant = installation.tenantAdministration.require(new Slug("umbrella"));
    EmailAddress ada = new EmailAddress("ada@umbrella.example");
    PeopleAdministration people = new PeopleAdministration(installation.tenantAdministration);
    PeopleAdministration.Link first =
        people
            .inviteOwner(
                tenant, ada, request.invitation(installation.administration, tenant.id(), ada))
            .orElseThrow();
    PeopleAdministration.Link again =
        people
            .inviteOwner(
                tenant, ada, request.invitation(installation.administration, tenant.id(), ada))
            .orElseThrow();
    assertThat(again.token().reveal()).isEqualTo(first.token().reveal());
    assertThat(again.expiresAt()).isEqualTo(first.expiresAt());
    installation.asSuperuser(
        "update " + tenant.schema() + ".users set password_hash = 'x', last_signed_in_at = now()");
    assertThat(people.inviteOwner(tenant, ada, first.token())).isEmpty();
  }

  private static TenantCreation.Created create(String request, String slug) {
    return requests.create(new RequestKey(request), new Slug(slug), slug, "free", "first");
  }

  private static RequestedCreation requests(Administration administration) {
    return new RequestedCreation(
        administration,
        new TenantCreation(administration),
        new TenantAdministration(administration));
  }

  private static List<String> events(Tenant tenant) {
    return installation.tenantAdministration.asOwner(
        handle ->
            TenantEvents.newest(handle, tenant.id(), 10).stream().map(TenantEvent::kind).toList());
  }
}
