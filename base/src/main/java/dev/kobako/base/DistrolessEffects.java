package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages;
import java.time.Instant;
import java.util.List;

/**
 * Makes of packages that were only unpacked a tree that programs can be run in, without dpkg and
 * without one maintainer script: what those would have made, kobako makes and lists.
 */
final class DistrolessEffects {
  private DistrolessEffects() {}

  /**
   * The tree with all effects.
   *
   * @param request for accounts and copyright
   * @param time of what is made
   * @throws dev.kobako.diagnostic.KobakoException a finding, if packages hold what can't be worked
   *     with; usage, if the request names an account that can't be
   */
  public static MadeTree of(UnpackedPackages unpacked, BaseRequest request, Instant time) {
    Draft draft = new Draft(unpacked, time);
    effects(request).forEach(draft::apply);
    return draft.finish();
  }

  /** In an order in which each finds what it reads: what is dropped is in no list of files. */
  private static List<Effect> effects(BaseRequest request) {
    return List.of(
        new StandardFolders(),
        new DocumentationRemoval(request.copyright()),
        new DebuggerScripts(),
        new AccountFiles(request.accounts()),
        new NameService(),
        new OsRelease(request.distribution(), request.suite()),
        new TimeZone(),
        new CaCertificates(),
        new JavaTrustStore(),
        new LibraryCache(),
        new UpdateAlternatives(),
        new PackageStanzas(),
        new UnrunScripts());
  }
}
