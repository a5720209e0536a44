package dev.kobako.build;

import dev.kobako.dockerfile.SourceText;
import dev.kobako.image.Platform;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;

/**
 * What is to be built, as the flags of {@code docker build} say it.
 *
 * @param dockerfile its text
 * @param target name or number of the stage that is wanted; the last one by default
 * @param arguments {@code --build-arg}, values resolved
 * @param platform that the result is for
 * @param buildPlatform of this machine
 * @param contexts named contexts, without the default one
 * @param labels {@code --label}, over those of the Dockerfile
 * @param uncached stages by name or number whose steps run again ({@code --no-cache-filter})
 * @param noCache whether all do
 * @param network of RUN steps that say nothing
 * @param allowInsecure whether {@code RUN --security=insecure} may be
 * @param allowHostNetwork whether {@code RUN --network=host} may be
 */
public record BuildRequest(
    SourceText dockerfile,
    Optional<String> target,
    SortedMap<String, String> arguments,
    Platform platform,
    Platform buildPlatform,
    SortedMap<String, NamedContext> contexts,
    SequencedMap<String, String> labels,
    Set<String> uncached,
    boolean noCache,
    RunStep.Network network,
    boolean allowInsecure,
    boolean allowHostNetwork) {
  /**
   * A named context ({@code --build-context NAME=VALUE}).
   *
   * @param value a folder, {@code docker-image://REFERENCE}, {@code oci-layout://FOLDER}, or the
   *     URL of a git repository or an archive
   */
  public record NamedContext(String value) {}
}
