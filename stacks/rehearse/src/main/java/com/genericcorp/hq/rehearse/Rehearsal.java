package com.genericcorp.hq.rehearse;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.account.Resource;
import com.genericcorp.hq.account.Resources;
import com.genericcorp.hq.account.checks.AwsChecks;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.capture.Account;
import com.genericcorp.hq.plan.capture.PlannedAccount;
import com.genericcorp.hq.rehearse.account.Destruction;
import com.genericcorp.hq.rehearse.account.Made;
import com.genericcorp.hq.rehearse.account.SimulatedAccount;
import com.genericcorp.hq.rehearse.engine.Clients;
import com.genericcorp.hq.rehearse.engine.RequiredMembers;
import com.genericcorp.hq.rehearse.mapping.Mappings;
import com.genericcorp.hq.rehearse.moto.Moto;
import com.genericcorp.hq.stacks.BootstrapStack;
import com.genericcorp.hq.stacks.EnvironmentStack;
import com.genericcorp.hq.stacks.StackInputs;
import com.genericcorp.hq.verify.Report;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the steps of one rehearsal know of another; it ends with its simulated AWS. */
public final class Rehearsal implements AutoCloseable {
  final Environment environment;
  private final Aws aws;
  private final Path program;
  private final Path log;
  private final UnaryOperator<Account> way;
  private final Mappings mappings = Mappings.load();
  private final List<Made> made = new ArrayList<>();
  private final Map<String, String> notRehearsed = new TreeMap<>();
  private @Nullable Moto moto;
  private @Nullable Clients clients;
  private Map<String, Set<String>> before = Map.of();
  private String zoneId = StackInputs.NO_ZONE;
  private @Nullable Report report;

  /**
   * @param program moto's server
   * @param log where moto writes
   * @param way what stands between the program and the account
   */
  public Rehearsal(Environment environment, Path program, Path log, UnaryOperator<Account> way) {
    this.environment = environment;
    this.aws = StackInputs.planned(environment).aws();
    this.program = program;
    this.log = log;
    this.way = way;
  }

  public void start() {
    Moto started = Moto.start(program, aws.account(), log);
    moto = started;
    Optional<RequiredMembers> required = RequiredMembers.beside(program);
    if (required.isEmpty()) {
      notRehearsed.put("required members", "AWS's models (botocore) are not beside " + program);
    }
    clients = new Clients(started.endpoint(), aws.region(), required);
    before = destruction().inventory();
  }

  public void bootstrap() {
    Stage stage =
        new Stage(
            "bootstrap-" + environment.name(),
            planned(),
            context -> BootstrapStack.build(environment));
    SimulatedAccount account = stage.account(clients(), mappings);
    zoneId = String.valueOf(run(stage, account).get("zoneId"));
  }

  public void environment() {
    StackInputs inputs = new StackInputs(environment, StackInputs.NO_DIGEST, zoneId);
    Stage stage =
        new Stage(environment.name(), planned(), context -> EnvironmentStack.build(inputs));
    SimulatedAccount account = stage.account(clients(), mappings);
    account.knowOf(made);
    run(stage, account);
  }

  private Map<String, @Nullable Object> run(Stage stage, SimulatedAccount account) {
    try {
      return stage.run(account, way).outputs();
    } finally {
      made.addAll(account.made());
      notRehearsed.putAll(account.notRehearsed());
    }
  }

  public void check() {
    try (AwsAccount account = AwsAccount.simulated(aws, endpoint())) {
      report = new Report(environment.name(), AwsChecks.made(environment, account, resources()));
    }
  }

  public void destroy() {
    destruction().destroy(made);
  }

  public void requireNothingLeft() {
    destruction().requireNothingLeft(before);
  }

  private Destruction destruction() {
    return new Destruction(clients(), mappings);
  }

  private PlannedAccount planned() {
    return new PlannedAccount(aws.region(), aws.account());
  }

  private Clients clients() {
    if (clients == null) {
      throw new IllegalStateException("the simulated AWS has not been started");
    }
    return clients;
  }

  /** Where the simulated AWS answers, while it runs. */
  public URI endpoint() {
    if (moto == null) {
      throw new IllegalStateException("the simulated AWS has not been started");
    }
    return moto.endpoint();
  }

  /** What was made so far, in its order. */
  public List<Made> made() {
    return List.copyOf(made);
  }

  /** The same as {@code pulumi stack export} would tell it. */
  public Resources resources() {
    return new Resources(
        made.stream()
            .map(
                one ->
                    new Resource(
                        one.urn(), one.mapping().type(), one.id(), one.inputs(), one.state()))
            .toList());
  }

  /** How it went. */
  Outcome outcome() {
    Report checks = report == null ? new Report(environment.name(), List.of()) : report;
    return new Outcome(environment.name(), made.size(), checks, Map.copyOf(notRehearsed));
  }

  @Override
  public void close() {
    if (clients != null) {
      clients.close();
    }
    if (moto != null) {
      moto.close();
    }
  }
}
