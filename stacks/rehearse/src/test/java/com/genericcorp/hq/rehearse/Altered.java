package com.genericcorp.hq.rehearse;

import com.genericcorp.hq.plan.capture.Account;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** An account that is asked for something else than what the program said, in one resource. */
record Altered(Account behind, String type, String name, Consumer<Map<String, Object>> change)
    implements Account {
  @Override
  public Answer create(String type, String name, Map<String, Object> inputs) {
    Map<String, Object> passed = new HashMap<>(inputs);
    if (type.equals(this.type) && name.equals(this.name)) {
      change.accept(passed);
    }
    return behind.create(type, name, passed);
  }
}
