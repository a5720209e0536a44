package dev.kobako.build;

import dev.kobako.dockerfile.RunMount;
import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.FolderLock;
import dev.kobako.image.Layer;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerChanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The mounts of a RUN while it runs. Closing gives cache folders back. */
final class OpenedMounts implements AutoCloseable {
  private final Session session;
  private final RunEnvironment environment;
  private final List<ContainerMount> mounts = new ArrayList<>();
  private final List<FolderLock> locks = new ArrayList<>();

  private OpenedMounts(Session session, RunEnvironment environment) {
    this.session = session;
    this.environment = environment;
  }

  /**
   * Opens them.
   *
   * @param environment gets the variables that they set
   */
  static OpenedMounts of(
      Session session, RunStep step, List<PreparedMount> prepared, RunEnvironment environment) {
    OpenedMounts opened = new OpenedMounts(session, environment);
    boolean done = false;
    try {
      CacheFolders caches = CacheFolders.of(session.cache(), prepared, opened.locks);
      for (PreparedMount each : prepared) {
        opened.open(each, caches);
      }
      step.script().ifPresent(opened::open);
      session
          .settings()
          .hostCertificates()
          .ifPresent(bundle -> opened.mounts.addAll(HostCertificates.mounts(bundle, environment)));
      done = true;
      return opened;
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  private void open(PreparedMount prepared, CacheFolders caches) {
    String target = prepared.target();
    switch (prepared.mount()) {
      case RunMount.Bind(_, _, _, boolean readWrite) -> {
        MountedFiles.Laid laid = prepared.files().orElseThrow().laid();
        mounts.add(new ContainerMount.Layers(laid.layers(), laid.path(), target, !readWrite));
      }
      case RunMount.Cache cache -> {
        Optional<MountedFiles.Laid> seed = prepared.files().map(MountedFiles::laid);
        mounts.add(
            new ContainerMount.Cache(
                caches.folder(prepared),
                target,
                cache.readOnly(),
                seed.map(MountedFiles.Laid::layers).orElse(List.of()),
                seed.map(MountedFiles.Laid::path).orElse("/"),
                cache.mode(),
                cache.uid(),
                cache.gid()));
      }
      case RunMount.Tmpfs(_, long size, boolean readOnly) ->
          mounts.add(new ContainerMount.Tmpfs(target, size, readOnly));
      case RunMount.Secret secret -> open(secret, prepared);
      case RunMount.Ssh ssh -> open(ssh, prepared);
    }
  }

  /** As a layer of its own, which is read-only whatever the file's mode says. */
  private void open(RunStep.Script script) {
    Entry file =
        new Entry.RegularFile(
            Attributes.of(0755), Content.of(script.content().getBytes(StandardCharsets.UTF_8)), 0);
    Layer layer =
        session.layer(
            LayerChanges.of(
                new TreeMap<>(Map.of(ImagePath.ROOT.child(script.name()), file)), List.of()));
    mounts.add(
        new ContainerMount.Layers(
            session.unpacked(Chain.EMPTY.plus(layer)), "/", RunStep.Script.FOLDER, true));
  }

  private void open(RunMount.Secret secret, PreparedMount prepared) {
    Content content = session.settings().secrets().get(secret.id());
    if (content == null && secret.required()) {
      throw session.error(
          prepared.span(),
          "the secret '" + secret.id() + "' is required and was not given",
          "give it: --secret id=" + secret.id() + ",src=FILE");
    }
    byte[] value = content == null ? new byte[0] : bytes(secret.id(), content);
    secret
        .environment()
        .ifPresent(name -> environment.set(name, new String(value, StandardCharsets.UTF_8)));
    if (content != null && secret.target().isPresent()) {
      mounts.add(
          new ContainerMount.File(
              value, prepared.target(), secret.mode(), secret.uid(), secret.gid()));
    }
  }

  private static byte[] bytes(String id, Content content) {
    try {
      return content.bytes();
    } catch (IOException e) {
      throw DiskFailure.reading(Path.of("secret '" + id + "'"), e);
    }
  }

  private void open(RunMount.Ssh ssh, PreparedMount prepared) {
    Path socket = session.settings().sshAgents().get(ssh.id());
    if (socket == null) {
      if (ssh.required()) {
        throw session.error(
            prepared.span(),
            "the SSH agent '" + ssh.id() + "' is required and was not given",
            "give it: --ssh " + ssh.id());
      }
    } else {
      mounts.add(
          new ContainerMount.Socket(socket, prepared.target(), ssh.mode(), ssh.uid(), ssh.gid()));
    }
    environment.addIfUnset("SSH_AUTH_SOCK", prepared.target()); // agent or not
  }

  List<ContainerMount> mounts() {
    return List.copyOf(mounts);
  }

  @Override
  public void close() {
    locks.reversed().forEach(FolderLock::close);
    locks.clear();
  }
}
