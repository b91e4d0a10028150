package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.Main;
import com.genericcorp.hq.server.TestInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes, as operators and platforms start them. */
class OperatorCommandsTest {
  private static TestInstallation installation;

  @TempDir private Path folder;

  private record Ended(int code, String out, String err) {}

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    installation.create("acme");
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void aTierIsChangedToOneThatThereIs() throws Exception {
    Ended changed = run("tenants", "tier", "acme", "growth");
    assertThat(changed.code()).as(changed.err()).isZero();
    assertThat(changed.out()).contains("'acme' has the tier 'growth'");
    assertThat(installation.value("select tier from public.tenants where slug = 'acme'"))
        .isEqualTo("growth");
    Ended unknown = run("tenants", "tier", "acme", "gold");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("no tier 'gold'").contains("free, growth");
    Ended nobody = run("tenants", "tier", "nobody", "free", "--json");
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err()).contains("no organisation 'nobody'");
  }

  @Test
  void aMonthsUsageIsListed() throws Exception {
    installation.asSuperuser(
        "insert into public.usage_hours (tenant_id, hour, api_calls)"
            + " select id, '2026-11-05 00:00Z', 7 from public.tenants");
    assertThat(run("usage", "--month", "2026-11").out()).contains("API CALLS").contains("acme");
    assertThat(run("usage", "--month", "2026-11", "--json").out()).contains("\"apiCalls\" : 7");
    assertThat(run("usage", "--month", "2026-13").code()).isEqualTo(2);
  }

  @Test
  void theRetentionJobSaysWhatItRemoved() throws Exception {
    installation.asSuperuser(
        "insert into public.usage_hours (tenant_id, hour)"
            + " select id, now() - interval '2 days' from public.tenants where slug = 'acme'");
    Ended ended = run("job", "retention", "--json");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("\"usageHours\"").contains("\"idempotencyKeys\"");
    assertThat(
            installation.value(
                "select count(*) from public.usage_hours where hour < now() - interval '1 day'"))
        .isEqualTo("0");
  }

  private Ended run(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> variables = builder.environment();
    variables.put("TIERS", "{\"free\":{\"agents\":5},\"growth\":{\"agents\":null}}");
    variables.put("USAGE_DAYS", "1");
    variables.put("DATABASE_HOST", installation.settings.host());
    variables.put("DATABASE_PORT", Integer.toString(installation.settings.port()));
    variables.put("DATABASE_NAME", installation.settings.name());
    variables.put("DATABASE_TLS", "disable");
    variables.put("MIGRATOR_USER", installation.database.migrator().user());
    variables.put("MIGRATOR_PASSWORD", installation.database.migrator().password());
    variables.put("GATEWAY_SECRET", TestInstallation.GATEWAY_SECRET.reveal());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
