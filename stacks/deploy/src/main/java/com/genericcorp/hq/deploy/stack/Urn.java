package com.genericcorp.hq.deploy.stack;

/**
 * A resource's name in Pulumi: {@code urn:pulumi:demo::agenthq::…$aws:rds/instance:Instance::name}.
 */
public record Urn(String value) {
  private static final String PARTS = "::";

  /** The name that the program gave it. */
  public String name() {
    return value.substring(value.lastIndexOf(PARTS) + PARTS.length());
  }

  /** Its own type, without its parents': {@code aws:rds/instance:Instance}. */
  public String type() {
    int end = value.lastIndexOf(PARTS);
    int start = end < 0 ? -1 : value.lastIndexOf(PARTS, end - 1);
    String types = start < 0 ? value : value.substring(start + PARTS.length(), end);
    return types.substring(types.lastIndexOf('$') + 1);
  }

  /** For people: {@code rds Instance 'database'}. */
  public String shown() {
    String type = type();
    String kind = type.substring(type.lastIndexOf(':') + 1);
    int module = type.indexOf(':') + 1;
    int end = type.indexOf('/', module);
    return (end > 0 ? type.substring(module, end) + " " : "") + kind + " '" + name() + "'";
  }
}
