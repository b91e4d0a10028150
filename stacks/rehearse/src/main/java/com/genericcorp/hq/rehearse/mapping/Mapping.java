package com.genericcorp.hq.rehearse.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How resources of one type are made. The table's head explains the expressions.
 *
 * @param whyNot why the type is not rehearsed; empty where it is
 * @param create the operation that Pulumi's inputs go to
 * @param named the input that Pulumi makes up when the program has none
 * @param rename an input's path to the member that it is called
 * @param values for inputs that AWS spells otherwise
 * @param with further members of the creating request
 * @param then calls that follow
 * @param ignored inputs that are not rehearsed, and why
 * @param tagType EC2's word for the kind of resource
 * @param list the call that tells what there is, and the path to the names
 */
public record Mapping(
    String type,
    Optional<String> whyNot,
    String service,
    String create,
    Optional<String> named,
    Map<String, String> rename,
    Map<String, Map<String, Object>> values,
    Map<String, Object> with,
    List<Call> then,
    Map<String, String> ignored,
    Object id,
    Map<String, Object> outputs,
    Optional<String> tagType,
    List<Call> delete,
    Optional<Listing> list) {

  /**
   * A call.
   *
   * @param until paths in its answer and what must stand there; it is repeated until it does
   */
  public record Call(String operation, Object template, Map<String, Object> until) {}

  /** A call without parameters, and where the names stand in its answer. */
  public record Listing(String service, String operation, List<String> path) {}
}
