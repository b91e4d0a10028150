package com.genericcorp.hq.postgres;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** The cluster's two configuration files as text, written anew at each start. */
record PostgresConfiguration(String postgresqlConf, String pgHbaConf) {
  private static final String HEADER = "# Written at each start: changes are lost.\n";

  /** The superuser's name in every cluster. */
  static final String SUPERUSER = "postgres";

  /**
   * The configuration of a cluster.
   *
   * @param binaries named in it, so that newer ones restart a server that runs
   */
  static PostgresConfiguration of(PostgresOptions options, int port, PostgresBinaries binaries) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("cluster_name", clusterName(options.data()));
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("port", Integer.toString(port));
    settings.put("unix_socket_directories", "");
    settings.put("password_encryption", "scram-sha-256");
    settings.put("max_connections", "100");
    settings.put("shared_buffers", "32MB");
    settings.put("huge_pages", "off");
    settings.put("jit", "off");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    settings.put("log_line_prefix", "%m [%p] %q%u@%d ");
    settings.put("log_checkpoints", "off");
    settings.put("lc_messages", "C");
    settings.put("fsync", options.durable() ? "on" : "off");
    settings.put("synchronous_commit", options.durable() ? "on" : "off");
    settings.put("full_page_writes", options.durable() ? "on" : "off");
    StringBuilder conf = new StringBuilder(HEADER);
    conf.append("# For ").append(binaries.home()).append('\n');
    settings.forEach(
        (name, value) ->
            conf.append(name).append(" = '").append(value.replace("'", "''")).append("'\n"));
    return new PostgresConfiguration(conf.toString(), pgHba(options));
  }

  /**
   * Shown in the title of each of the cluster's processes: tells them from other clusters' where
   * the system does not say in which folder a process works.
   */
  static String clusterName(Path data) {
    CRC32 sum = new CRC32();
    sum.update(data.toString().getBytes(StandardCharsets.UTF_8));
    return "hq-" + Long.toHexString(sum.getValue());
  }

  private static String pgHba(PostgresOptions options) {
    String superuser =
        options.superuser().isPresent() ? "" : "host all " + SUPERUSER + " 127.0.0.1/32 reject\n";
    return HEADER + superuser + "host all all 127.0.0.1/32 scram-sha-256\n";
  }
}
