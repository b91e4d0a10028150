package com.genericcorp.hq.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.Tenant;
import org.junit.jupiter.api.Test;

class RetentionTest {
  @Test
  void whatIsOldGoesAndWhatIsNotStays() {
    try (TestInstallation installation = TestInstallation.migrated()) {
      for (String slug : new String[] {"acme", "globex"}) {
        Tenant tenant = installation.create(slug);
        installation.asSuperuser(
            """
            set search_path = %s;
            insert into idempotency_keys (caller, key, request_hash, created_at) values
              ('c', 'old', '', now() - interval '25 hours'),
              ('c', 'new', '', now() - interval '23 hours');
            insert into users (id, email, role) values
              ('00000000-0000-0000-0000-000000000001', 'a@example.com', 'owner');
            insert into sessions (user_id, secret_hash, last_seen_at, expires_at)
              select id, ''::bytea, now(), now() - interval '1 minute' from users
              union all select id, ''::bytea, now() - interval '15 days', now() + interval '9 days' from users
              union all select id, ''::bytea, now() - interval '13 days', now() + interval '9 days' from users;
            insert into invitations (user_id, secret_hash, expires_at)
              select id, 'a'::bytea, now() - interval '1 minute' from users
              union all select id, 'b'::bytea, now() + interval '1 minute' from users;
            """
                .formatted(tenant.schema()),
            """
            insert into public.usage_hours (tenant_id, hour) values
              ('%1$s', date_trunc('hour', now() - interval '11 days')),
              ('%1$s', date_trunc('hour', now() - interval '9 days'))
            """
                .formatted(tenant.id()));
      }
      installation.asSuperuser(
          "insert into public.usage_sources values ('old', 1, now() - interval '8 days'),"
              + " ('new', 1, now())");
      Retention retention = new Retention(installation.tenantAdministration);
      assertThat(retention.run(10)).isEqualTo(new Retention.Removed(2, 1, 2, 4, 2));
      assertThat(retention.run(10)).isEqualTo(new Retention.Removed(0, 0, 0, 0, 0));
      assertThat(installation.value("select source from public.usage_sources")).isEqualTo("new");
    }
  }

  @Test
  void oneOrganisationsTroubleIsNamedAndNotTheOthers() {
    try (TestInstallation installation = TestInstallation.migrated()) {
      Tenant broken = installation.create("broken");
      Tenant whole = installation.create("whole");
      installation.asSuperuser(
          "drop table " + broken.schema() + ".invitations",
          "insert into %s.idempotency_keys (caller, key, request_hash, created_at)"
                  .formatted(whole.schema())
              + " values ('c', 'old', '', now() - interval '25 hours')");
      assertThatThrownBy(() -> new Retention(installation.tenantAdministration).run(400))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("broken");
      assertThat(installation.value("select count(*) from " + whole.schema() + ".idempotency_keys"))
          .isEqualTo("0");
    }
  }
}
