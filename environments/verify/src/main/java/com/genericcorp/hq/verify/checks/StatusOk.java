package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Response;

/**
 * A path on the public host answers 200.
 *
 * @param name the check's name
 */
public record StatusOk(String name, String path) implements Check {
  @Override
  public String expected(Target target) {
    return "200 at https://" + target.publicHost() + path;
  }

  @Override
  public Finding look(Site site) throws NoAnswer {
    Response answer = site.get(site.target().publicHost(), path);
    return answer.status() == 200 ? Finding.good("200") : Finding.fault(answer.summary());
  }
}
