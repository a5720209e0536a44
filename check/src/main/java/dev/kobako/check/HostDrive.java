package dev.kobako.check;

import java.util.Optional;

/** A drive that starts the containers that it needs itself. */
interface HostDrive {
  /**
   * Does it, at most until then.
   *
   * @return what did not go as it must
   */
  Optional<Verdict.Failure> drive(SubjectStarter starter, Deadline deadline);
}
