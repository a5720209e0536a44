package dev.kobako.ladder;

import dev.kobako.check.Trace;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import dev.kobako.packages.ImagePackages;
import dev.kobako.slim.KeepSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes an image smaller as a {@link SlimLock} says: nothing is run, and the same original gives
 * the same result.
 */
public final class LockedSlimmer {
  private final LaidOut laidOut;
  private final Path staging;
  private final PhaseTimes times;

  /**
   * @param laidOut where the layers are at hand
   * @param staging where the new layer is written; it stays there until the image is stored
   */
  public LockedSlimmer(LaidOut laidOut, Path staging, SlimProgress progress) {
    this.laidOut = laidOut;
    this.staging = staging;
    this.times = new PhaseTimes(progress);
  }

  /**
   * How a lock is used.
   *
   * @param lock that was read
   * @param file how the user calls it, for messages
   * @param accepted whether the user takes the result although the image has changed
   */
  public record Use(SlimLock lock, String file, boolean accepted) {}

  /**
   * What came of it.
   *
   * @param result with an empty trace
   * @param changes of the image since the lock was made
   */
  public record Made(SlimResult result, LockChanges changes) {}

  /**
   * Does it.
   *
   * @param name how messages call the image
   * @param request compression, time and version count; level and rules are the lock's
   * @throws KobakoException a finding, where the image has changed so that kept paths are gone or
   *     new ones are beside them, and the user does not accept that
   */
  public Made reduce(String name, Image image, Use use, SlimRequest request) throws IOException {
    SlimLock lock = use.lock();
    Original original = times.take(Phase.READ, () -> Original.of(name, image, laidOut));
    LockedKeepSet locked = new LockedKeepSet(original, lock);
    KeepSet keepSet =
        times.take(
            Phase.SELECT,
            () -> new Selection(original, lock.rules()).recorded(lock.level(), locked.keepSet()));
    LockChanges changes = changes(original, keepSet, locked, lock);
    if (!use.accepted()) {
      changes.requireNone(use.file(), name);
    }
    SlimRequest again = request.withLock(lock);
    Written written =
        times.take(
            Phase.WRITE, () -> new Writing(original, again).write(keepSet, laidOut, staging));
    ImagePackages packages = original.systemPackages();
    SlimResult result =
        new SlimResult(
            original,
            written.image(),
            lock.level(),
            keepSet,
            Trace.NONE,
            Extent.of(original.image(), original.tree(), packages),
            Extent.of(written.image(), written.tree(), packages),
            List.of(),
            Optional.empty(),
            times.all());
    return new Made(result, changes);
  }

  private static LockChanges changes(
      Original original, KeepSet keepSet, LockedKeepSet locked, SlimLock lock) throws IOException {
    if (original.image().descriptor().digest().equals(lock.image())) {
      return new LockChanges(List.of(), List.of(), List.of());
    }
    ImagePackages packages = original.systemPackages();
    return new LockChanges(
        locked.vanished(),
        List.copyOf(
            Neighbours.of(lock.paths(), original.tree()).newcomers(keepSet, packages, lock)),
        lock.packageChanges(packages));
  }
}
