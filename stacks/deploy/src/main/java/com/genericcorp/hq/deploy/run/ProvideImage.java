package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Step;

/** The image is in the account's registry before a task wants it. */
final class ProvideImage implements Step<Deployment> {
  @Override
  public String name() {
    return "Image: in the account's registry";
  }

  @Override
  public void run(Deployment deployment) throws InterruptedException {
    String digest = deployment.image().provide(line -> deployment.say.accept("    " + line));
    deployment.use(digest);
    deployment.say.accept("    " + digest + ", " + deployment.image().origin());
  }
}
