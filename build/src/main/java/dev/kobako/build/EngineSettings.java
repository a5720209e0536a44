package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.sandbox.Containers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an engine works with.
 *
 * @param cache where steps are remembered
 * @param copying what COPY and ADD are done by
 * @param containers asked for when a RUN has to be run
 * @param contexts the folders of {@link CopySource.Context} by name
 * @param secrets by id
 * @param sshAgents sockets by id
 * @param hosts additional lines of /etc/hosts, as {@link dev.kobako.sandbox.NameLookup} has them
 * @param epoch SOURCE_DATE_EPOCH: the time of the image and its history
 * @param rewriteTimes whether no file's time may be after {@code epoch}
 * @param hostCertificates the host's CA bundle, mounted for RUN where asked for
 * @param limits of each RUN
 */
public record EngineSettings(
    BuildCache cache,
    Copying copying,
    Supplier<Containers> containers,
    Function<String, SourceTree> contexts,
    SortedMap<String, Content> secrets,
    SortedMap<String, Path> sshAgents,
    SequencedMap<String, String> hosts,
    Optional<Instant> epoch,
    boolean rewriteTimes,
    Optional<Path> hostCertificates,
    RunLimits limits) {
  /** As much as BuildKit takes. */
  private static final int MAX_SECRET_BYTES = 500 * 1024;

  /** Refuses secrets that are too large, before anything has run. */
  public EngineSettings {
    secrets.forEach((id, content) -> {
      if (content.size() > MAX_SECRET_BYTES) {
        throw KobakoException.usage(
            Diagnostic.of(
                "secret '" + id + "'",
                "has " + content.size() + " bytes, at most " + MAX_SECRET_BYTES + " can be used",
                "give a smaller file, or one of the context with --mount=type=bind"));
      }
    });
  }
}
