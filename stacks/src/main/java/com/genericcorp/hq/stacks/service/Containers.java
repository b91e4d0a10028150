package com.genericcorp.hq.stacks.service;

import com.genericcorp.hq.model.ApplicationContract;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.stacks.database.Database;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The containers of the tasks, by the application contract. Each has the credentials of its own
 * work: what serves has neither the master's nor the migrator's.
 *
 * @param database the database's host name
 * @param master ARN of the secret that RDS keeps its master's name and password in
 * @param gateway ARN, as are migrator and probe
 * @param exports the bucket that offboarded organisations' exports are put into
 */
record Containers(
    Environment environment,
    String database,
    String master,
    String gateway,
    String migrator,
    String probe,
    String exports) {
  static final int PORT = 8080;
  static final int MANAGEMENT_PORT = 9090;
  static final String SERVER = "server";
  static final String OPERATIONS = "operations";

  private static final String NAME = "agenthq";
  private static final String MIGRATOR_USER = "migrator";
  private static final String PREPARE = "prepare";
  private static final String MIGRATE = "migrate";

  /**
   * Makes the database and its migrator ready, migrates what is shared, serves: in that order. ECS
   * gives a container that another waits for two minutes: organisations are migrated there only
   * where the server could not serve them, and else in a task of their own, after it.
   */
  List<Container> serving() {
    return List.of(
        new Container(
            PREPARE, List.of("prepare-database"), variables(), masterSecrets(), "", false, 0),
        new Container(
            MIGRATE,
            List.of("seed", "--migrate-needed"),
            variables(),
            migratorSecrets(),
            PREPARE,
            false,
            0),
        new Container(
            SERVER, List.of("serve"), serverVariables(), serverSecrets(), MIGRATE, true, PORT));
  }

  /** What is run on demand and by schedule; its command is given with each run. */
  List<Container> operations() {
    return List.of(
        new Container(
            OPERATIONS, List.of("--help"), operationsVariables(), migratorSecrets(), "", true, 0));
  }

  private Map<String, String> operationsVariables() {
    Map<String, String> variables = variables();
    variables.put("EXPORTS", "s3://" + exports);
    return variables;
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>(ApplicationContract.variables(environment));
    variables.put("DATABASE_HOST", database);
    variables.put("DATABASE_PORT", Integer.toString(Database.PORT));
    variables.put("DATABASE_NAME", NAME);
    variables.put("DATABASE_TLS", "verify-full");
    variables.put("DATABASE_CA_FILE", "/app/rds-ca.pem");
    variables.put("MIGRATOR_USER", MIGRATOR_USER);
    return variables;
  }

  private Map<String, String> serverVariables() {
    Map<String, String> variables = variables();
    variables.remove("MIGRATOR_USER");
    variables.put("PORT", Integer.toString(PORT));
    variables.put("MANAGEMENT_PORT", Integer.toString(MANAGEMENT_PORT));
    variables.put("METRICS_NAMESPACE", metricsNamespace(environment));
    return variables;
  }

  /** Where the application's own metrics are found in CloudWatch. */
  static String metricsNamespace(Environment environment) {
    return "AgentHQ/" + environment.name();
  }

  private Map<String, String> masterSecrets() {
    return Map.of(
        "ADMINISTRATOR_USER", master + ":username::",
        "ADMINISTRATOR_PASSWORD", master + ":password::",
        "MIGRATOR_PASSWORD", migrator);
  }

  private Map<String, String> migratorSecrets() {
    return Map.of("MIGRATOR_PASSWORD", migrator, "GATEWAY_SECRET", gateway, "PROBE_SECRET", probe);
  }

  private Map<String, String> serverSecrets() {
    return Map.of("GATEWAY_SECRET", gateway);
  }
}
