package dev.kobako.check;

import java.util.Optional;

/** A drive of a container that runs. A closed set. */
sealed interface LiveDrive
    permits AnyPortDrive,
        ExecDrive,
        ExposedPortsDrive,
        ForDrive,
        HealthDrive,
        HttpDrive,
        UntilLogDrive,
        UntilPortDrive {
  /**
   * Does it, at most until then.
   *
   * @return what did not go as it must
   */
  Optional<Verdict.Failure> drive(LiveRun run, Deadline deadline);

  /**
   * Waits until a container that was started once more is as far as when it was first driven.
   *
   * @return whether it came to that
   */
  boolean isReady(LiveRun run, Deadline deadline);
}
