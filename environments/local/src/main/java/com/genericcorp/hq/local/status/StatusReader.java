package com.genericcorp.hq.local.status;

import com.fasterxml.jackson.core.type.TypeReference;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.local.certificates.LocalCertificates;
import com.genericcorp.hq.local.processes.LocalProcess;
import com.genericcorp.hq.local.processes.LocalProcesses;
import com.genericcorp.hq.local.processes.Part;
import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.local.status.LocalStatus.PartStatus;
import com.genericcorp.hq.local.status.LocalStatus.TenantStatus;
import com.genericcorp.hq.local.up.PublicPorts;
import com.genericcorp.hq.local.up.Verify;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Hosts;
import com.genericcorp.hq.model.Slug;
import com.genericcorp.hq.postgres.PostgresCluster;
import com.genericcorp.hq.verify.Result;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.targets.TargetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at what runs; changes nothing. */
public final class StatusReader {
  private final Environment environment;
  private final LocalState state;

  public StatusReader(Environment environment, LocalState state) {
    this.environment = environment;
    this.state = state;
  }

  /** Looks once, verification included if anything runs. */
  public LocalStatus read() throws IOException {
    boolean known = state.exists();
    Optional<TargetFile> target = target();
    List<PartStatus> parts = known ? parts() : List.of();
    long running = parts.stream().filter(part -> part.pid().isPresent()).count();
    List<Result> checks = running == 0 ? List.of() : target.map(this::checks).orElse(List.of());
    boolean passed = !checks.isEmpty() && checks.stream().allMatch(Result::ok);
    Hosts hosts = environment.hosts();
    PublicPorts ports =
        target
            .map(file -> new PublicPorts(file.httpsPort(), file.httpPort()))
            .orElse(new PublicPorts(hosts.httpsPort(), hosts.httpPort()));
    return new LocalStatus(
        environment.name(),
        ports.url(hosts.publicHost()),
        new LocalCertificates(state.certificates()).authority().toString(),
        LocalStatus.state(running, parts.size(), passed),
        tenants(ports),
        checks,
        parts);
  }

  private Optional<TargetFile> target() {
    try {
      return Optional.of(TargetFile.read(state.target()));
    } catch (InvalidInput stoppedOrStarting) {
      return Optional.empty();
    }
  }

  private List<PartStatus> parts() {
    List<LocalProcess> processes = new LocalProcesses(state.folder()).all();
    List<PartStatus> parts = new ArrayList<>();
    for (Part part : List.of(Part.EDGE, Part.SERVER)) {
      Optional<Long> pid =
          processes.stream()
              .filter(process -> process.part() == part)
              .map(process -> process.identity().pid())
              .findFirst();
      parts.add(new PartStatus(part.toString(), pid));
    }
    Optional<Long> database =
        PostgresCluster.runningIn(state.postgres()).map(running -> running.process().pid());
    parts.add(new PartStatus("postgres", database));
    return parts;
  }

  private List<Result> checks(TargetFile file) {
    try {
      return Verification.run(Verify.promised(environment, file)).checks();
    } catch (InvalidInput noKeyYet) {
      return List.of();
    }
  }

  private List<TenantStatus> tenants(PublicPorts ports) {
    Map<String, String> keys = keys();
    keys.remove(Target.PROBE);
    List<TenantStatus> tenants = new ArrayList<>();
    keys.forEach(
        (slug, key) ->
            tenants.add(
                new TenantStatus(
                    slug, ports.url(environment.hosts().hostOf(new Slug(slug))), key)));
    return tenants;
  }

  private Map<String, String> keys() {
    try {
      return Json.mapper()
          .readValue(
              Files.readString(state.keys()), new TypeReference<TreeMap<String, String>>() {});
    } catch (IOException notSeededYet) {
      return new TreeMap<>();
    }
  }
}
