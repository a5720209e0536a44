package dev.kobako.cli;

import dev.kobako.base.BaseFile;
import dev.kobako.base.BaseLock;
import dev.kobako.base.BaseName;
import dev.kobako.base.BaseRequest;
import dev.kobako.base.LockedRequest;
import dev.kobako.base.SourceWishes;
import dev.kobako.image.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A base that the user asks for.
 *
 * @param name the base that it is like
 * @param request what it is to be
 * @param wishes from where packages come, as far as options or a file say
 * @param platforms for which it is made; at least one
 * @param lock file that pins its packages, whether it is there or not
 */
record BaseAsk(
    BaseName name,
    BaseRequest request,
    SourceWishes wishes,
    List<Platform> platforms,
    Optional<Path> lock) {
  BaseAsk {
    platforms = List.copyOf(platforms);
  }

  /** As a file has it; options may name other platforms and add to what it says of sources. */
  static BaseAsk of(BaseFile file, SourceWishes options, List<Platform> named, Path lock) {
    List<Platform> platforms =
        !named.isEmpty()
            ? named
            : file.platforms().isEmpty() ? List.of(Platform.host()) : file.platforms();
    return new BaseAsk(
        file.name(), file.request(), options.or(file.sources()), platforms, Optional.of(lock));
  }

  /** As a lock has it; how the image is run is not in it. */
  static BaseAsk of(BaseLock lock, SourceWishes options, List<Platform> platforms, Path file) {
    LockedRequest asked = lock.request();
    BaseRequest request = asked.request();
    return new BaseAsk(
        new BaseName(asked.distribution(), asked.suite(), false),
        request,
        options.or(asked.wishes()),
        platforms,
        Optional.of(file));
  }

  /** What of it a lock depends on. */
  LockedRequest locked() {
    return LockedRequest.of(request, wishes);
  }
}
