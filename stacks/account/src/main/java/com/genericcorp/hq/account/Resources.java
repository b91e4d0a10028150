package com.genericcorp.hq.account;

import com.genericcorp.hq.cli.Failed;
import java.util.List;

/**
 * What tells an environment's resources from others: of a stack's state, or of a rehearsal.
 *
 * @param all in the order in which they were made
 */
public record Resources(List<Resource> all) {
  public Resources {
    all = List.copyOf(all);
  }

  /** Those of a type. */
  public List<Resource> of(String type) {
    return all.stream().filter(one -> one.type().equals(type)).toList();
  }

  /** The ids of a type. */
  public List<String> ids(String type) {
    return of(type).stream().map(Resource::id).toList();
  }

  /**
   * The one of a type; the first where there are several.
   *
   * @throws Failed when there is none
   */
  public Resource one(String type) {
    return of(type).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new Failed(
                    "The stack has no %s among its %d resources: it is not wholly up",
                    type, all.size()));
  }
}
