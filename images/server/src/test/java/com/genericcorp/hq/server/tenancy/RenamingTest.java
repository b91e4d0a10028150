package com.genericcorp.hq.server.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.TestInstallation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Names of organisations: another one, a former one, lists of them. */
class RenamingTest {
  private static TestInstallation installation;
  private static TenantAdministration tenants;

  @BeforeAll
  static void migrate() {
    installation = TestInstallation.migrated();
    tenants = installation.tenantAdministration;
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void aRenamedOrganisationKeepsItsKeyAndItsFormerNameIsFree() {
    ApiKey key = installation.createWithKey("acme");
    Tenant acme = tenants.require(new Slug("acme"));
    assertThat(tenants.rename(acme, new Slug("acme-europe"), "Acme Europe")).isTrue();
    Tenant renamed = tenants.require(new Slug("acme-europe"));
    assertThat(renamed.id()).isEqualTo(acme.id());
    assertThat(renamed.name()).isEqualTo("Acme Europe");
    assertThat(tenants.accepts(renamed, key)).isTrue();
    assertThat(tenants.wasRenamed(new Slug("acme"), new Slug("acme-europe"))).isTrue();
    assertThat(tenants.rename(renamed, new Slug("acme-europe"), "Acme Europe")).isFalse();
    assertThatThrownBy(() -> tenants.require(new Slug("acme")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("it is called 'acme-europe' now");
    assertThat(installation.create("acme").id()).isNotEqualTo(acme.id());
    assertThat(tenants.wasRenamed(new Slug("acme"), new Slug("acme-europe"))).isFalse();
  }

  @Test
  void aNameThatAnotherHasIsRefusedAndNothingIsRecorded() {
    Tenant globex = installation.create("globex");
    installation.create("hooli");
    assertThatThrownBy(() -> tenants.rename(globex, new Slug("hooli"), "Globex"))
        .isInstanceOf(TenantCreation.AlreadyExists.class);
    assertThatThrownBy(() -> tenants.rename(globex, new Slug("globex"), "a\nb"))
        .isInstanceOf(InvalidInput.class);
    assertThat(
            installation.value(
                "select count(*) from public.tenant_events where slug = 'globex'"
                    + " and kind = 'renamed'"))
        .isEqualTo("0");
  }

  @Test
  void theProbeAndSamplesKeepTheirNames() {
    installation.creation.createSample(new Slug("sample"), "Sample", "free", "first");
    Tenant probe = installation.create(Slug.PROBE.value());
    for (Tenant kept : List.of(probe, tenants.require(new Slug("sample")))) {
      assertThatThrownBy(() -> tenants.rename(kept, new Slug("other"), "Other"))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("keeps its name");
    }
  }

  @Test
  void whoIsPurgedIsSaidToBe() {
    installation.tenantAdministration.<Integer>asOwner(
        handle -> {
          new TenantEvents(new Operator("ada@host"))
              .record(handle, "0123456789", "umbrella", TenantEvents.PURGED, "");
          return 0;
        });
    assertThatThrownBy(() -> tenants.require(new Slug("umbrella")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("it was purged at ")
        .hasMessageContaining(" by ada@host");
  }

  @Test
  void listsAreFilteredAndPaged() {
    for (String slug : List.of("page-a", "page-b", "page-c")) {
      installation.create(slug);
    }
    tenants.changeTier(new Slug("page-b"), "growth");
    assertThat(slugs(new TenantFilter(null, "growth", null, null))).containsExactly("page-b");
    assertThat(slugs(new TenantFilter(Tenant.Status.SUSPENDED, null, null, null))).isEmpty();
    assertThat(slugs(new TenantFilter(Tenant.Status.ACTIVE, null, "page-a", 2)))
        .containsExactly("page-b", "page-c");
    assertThatThrownBy(() -> new TenantFilter(null, null, null, 0))
        .isInstanceOf(InvalidInput.class);
  }

  private static List<String> slugs(TenantFilter filter) {
    return tenants.list(filter).stream().map(Tenant::slug).toList();
  }
}
