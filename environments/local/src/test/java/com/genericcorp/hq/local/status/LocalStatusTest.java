package com.genericcorp.hq.local.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.local.up.Described;
import com.genericcorp.hq.verify.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStatusTest {
  @TempDir private Path folder;

  @Test
  void itRunsOnlyWhenAllPartsDoAndEveryCheckPasses() {
    assertThat(LocalStatus.state(0, 3, false)).hasToString("stopped");
    assertThat(LocalStatus.state(3, 3, true)).hasToString("running");
    assertThat(LocalStatus.state(3, 3, false)).hasToString("degraded");
    assertThat(LocalStatus.state(2, 3, true)).hasToString("degraded");
  }

  @Test
  void programsReadItsFieldsInTheirOrder() {
    LocalStatus status =
        new LocalStatus(
            "local",
            "https://demo.localhost:8443",
            "/ca.pem",
            LocalStatus.State.RUNNING,
            List.of(new LocalStatus.TenantStatus("acme", "https://acme.demo.localhost:8443", "k")),
            List.of(new Result("ready", "200", "200", true, 3)),
            List.of(new LocalStatus.PartStatus("edge", Optional.of(1L))));
    assertThat(Json.print(status).replaceAll("\\s+", ""))
        .isEqualTo(
            "{\"environment\":\"local\",\"url\":\"https://demo.localhost:8443\",\"ca\":\"/ca.pem\","
                + "\"state\":\"running\",\"tenants\":[{\"slug\":\"acme\","
                + "\"url\":\"https://acme.demo.localhost:8443\",\"apiKey\":\"k\"}],"
                + "\"checks\":[{\"name\":\"ready\",\"expected\":\"200\",\"seen\":\"200\","
                + "\"ok\":true,\"millis\":3}]}");
  }

  @Test
  void whatNeverRanIsStoppedAndNothingIsMadeByLooking() throws Exception {
    LocalState state = LocalState.of(folder, "local");
    LocalStatus status = new StatusReader(Described.local(), state).read();
    assertThat(status.state()).isEqualTo(LocalStatus.State.STOPPED);
    assertThat(status.checks()).isEmpty();
    assertThat(state.folder()).doesNotExist();
  }

  @Test
  void theProbeIsNoOrganisationOfAnybody() throws Exception {
    LocalState state = LocalState.of(folder, "local");
    state.prepare();
    Files.writeString(state.keys(), "{\"probe\": \"p\", \"globex\": \"g\", \"acme\": \"a\"}");
    assertThat(new StatusReader(Described.local(), state).read().tenants())
        .extracting(LocalStatus.TenantStatus::slug)
        .containsExactly("acme", "globex");
  }
}
