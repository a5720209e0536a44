package dev.kobako.build;

import dev.kobako.dockerfile.RunMount;
import dev.kobako.dockerfile.Span;
import dev.kobako.image.Digest;
import java.util.Optional;

/**
 * A mount of RUN of which it is known what it shows.
 *
 * @param target absolute; empty for a secret that is a variable only
 * @param files what a bind mount shows, or what a new cache folder starts with; none for all else
 */
record PreparedMount(RunMount mount, Span span, String target, Optional<MountedFiles> files) {
  /**
   * A mount of a step.
   *
   * @param number of it, from 0
   */
  static PreparedMount of(Session session, RunStep step, int number, Sources sources) {
    RunStep.PlannedMount planned = step.mounts().get(number);
    long agents =
        step.mounts().stream()
            .limit(number)
            .filter(each -> each.mount() instanceof RunMount.Ssh)
            .count();
    return new PreparedMount(
        planned.mount(),
        planned.span(),
        target(planned.mount(), agents),
        MountedFiles.of(session, step, planned, sources));
  }

  /**
   * As the Dockerfile has it, or BuildKit's default.
   *
   * @param agents how many SSH agents there are before it
   */
  private static String target(RunMount mount, long agents) {
    return switch (mount) {
      case RunMount.Bind bind -> bind.target();
      case RunMount.Cache cache -> cache.target();
      case RunMount.Tmpfs tmpfs -> tmpfs.target();
      case RunMount.Secret secret -> secret.target().orElse("");
      case RunMount.Ssh ssh -> ssh.target().orElse("/run/buildkit/ssh_agent." + agents);
    };
  }

  /** What people know it by. */
  String title() {
    return mount instanceof RunMount.Secret secret && target.isEmpty()
        ? "secret " + secret.id()
        : "mount " + target;
  }

  /** What of it makes a difference to the step. */
  void write(KeyWriter key) {
    key.text(target);
    switch (mount) {
      case RunMount.Bind(_, _, _, boolean readWrite) -> key.text("bind").flag(readWrite);
      case RunMount.Cache cache -> {
        key.text("cache").text(cache.id()).flag(cache.readOnly()).text(cache.sharing().name());
        key.number(cache.mode()).number(cache.uid()).number(cache.gid());
      }
      case RunMount.Tmpfs(_, long size, boolean readOnly) ->
          key.text("tmpfs").number(size).flag(readOnly);
      case RunMount.Secret secret -> {
        key.text("secret").text(secret.id()).optional(secret.environment());
        key.flag(secret.required()).flag(secret.target().isPresent());
        key.number(secret.mode()).number(secret.uid()).number(secret.gid());
      }
      case RunMount.Ssh ssh -> {
        key.text("ssh").text(ssh.id()).flag(ssh.required());
        key.number(ssh.mode()).number(ssh.uid()).number(ssh.gid());
      }
    }
    key.optional(files.map(MountedFiles::fingerprint).map(Digest::toString));
  }
}
