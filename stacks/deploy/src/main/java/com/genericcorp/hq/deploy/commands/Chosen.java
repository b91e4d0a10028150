package com.genericcorp.hq.deploy.commands;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.account.rollout.Rollout;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.deploy.automation.PulumiStacks;
import com.genericcorp.hq.deploy.preflight.Surroundings;
import com.genericcorp.hq.deploy.process.HqCommand;
import com.genericcorp.hq.deploy.run.Deployment;
import com.genericcorp.hq.deploy.run.Terminal;
import com.genericcorp.hq.deploy.state.StateBackend;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import java.time.Clock;
import java.util.Map;

/** The environment that a command was told to work on, and all that it works with. */
final class Chosen implements AutoCloseable {
  private final Repository repository;
  private final Environment environment;
  private final AwsAccount account;

  private Chosen(Repository repository, Environment environment, AwsAccount account) {
    this.repository = repository;
    this.environment = environment;
    this.account = account;
  }

  /**
   * @throws InvalidInput when there is no such environment, or it is elsewhere than on AWS
   */
  static Chosen byName(String name) {
    Repository repository = Repository.find();
    Environment environment = new Environments(repository.environments()).load(name);
    Aws aws =
        environment
            .aws()
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "environment %s runs on platform %s; this is for environments on AWS: see"
                            + " 'scripts/hq environments'",
                        name, environment.platform()));
    return new Chosen(repository, environment, AwsAccount.of(aws));
  }

  Environment environment() {
    return environment;
  }

  AwsAccount account() {
    return account;
  }

  HqCommand hq() {
    return new HqCommand(repository.root());
  }

  Surroundings surroundings() {
    StateBackend backend = StateBackend.of(account.aws(), System.getenv());
    return new Surroundings(
        environment,
        repository.root(),
        account,
        backend,
        new PulumiStacks(repository.root().resolve("stacks"), backend, Map.of(), Clock.systemUTC()),
        System.getenv(),
        Clock.systemUTC());
  }

  /**
   * @param work the command's name
   * @param agreed whether nobody is to be asked
   */
  Deployment deployment(String work, boolean agreed) {
    return new Deployment(
        work,
        surroundings(),
        hq(),
        (cluster, service, task, limit, progress) ->
            Rollout.await(account, cluster, service, task, limit, progress),
        Terminal.ofThisProcess(),
        agreed,
        System.err::println);
  }

  @Override
  public void close() {
    account.close();
  }
}
