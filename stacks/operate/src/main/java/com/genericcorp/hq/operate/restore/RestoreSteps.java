package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import java.util.List;

/** A restore, step by step; each may be killed and repeated. */
public final class RestoreSteps {
  /** Changes nothing that serves. */
  public static final List<Step<Restore>> BESIDE =
      List.of(
          new LookWhatIsThere(), // of an earlier run; refuses what does not fit together
          new RequireRestorable(), // the time lies within what RDS has kept
          new RestoreBeside(), // a new instance: RDS restores none in place
          new AwaitSide(),
          new CheckSide(), // closed, encrypted, with the environment's parameters
          new AskServer()); // what the server's image finds in it, by an operations task

  /** Puts it in the place of the present one. From the first to the last nobody is served. */
  public static final List<Step<Restore>> SWITCH =
      List.of(
          new StopService(), // what is written from now on would be lost
          new SetPresentAside(), // kept and protected
          new TakeItsPlace(), // the service's database is found by its name
          new MakeAsDescribed(), // a restored instance lacks standby, logs and the managed password
          new PointStateToIt(), // Pulumi knows an instance by an id that no rename changes
          new UpdateDependents(), // the managed password is another secret: tasks must name it
          new StartService(), // as many tasks as there were
          new RemoveMarks()); // they would be drift

  private RestoreSteps() {}
}
