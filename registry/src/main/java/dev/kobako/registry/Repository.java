package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Artifact;
import dev.kobako.image.Attachment;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.ImageHome;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.InParallel;
import dev.kobako.image.PlatformChoice;
import dev.kobako.image.Progress;
import dev.kobako.image.StoredImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * One repository of a registry. Names are tags; a selector's name may be a tag, a digest or a
 * complete reference of this repository. Everything may go to the network, and throws {@link
 * KobakoException}: a finding where something isn't there or isn't what was promised, outside where
 * the network or the registry fails.
 */
public final class Repository implements ImageHome {
  private final Registries registries;
  private final ImageReference reference;

  Repository(Registries registries, ImageReference reference) {
    this.registries = registries;
    this.reference = reference;
  }

  @Override
  public Image read(ImageSelector selector) {
    ImageReference wanted = wanted(selector);
    RemoteSource source = source(wanted);
    return source.image(source.fetch(nameOf(wanted), wanted.digest()), selector.platform());
  }

  @Override
  public Artifact artifact(ImageSelector selector) {
    return artifact(selector, PlatformChoice.all());
  }

  @Override
  public Artifact artifact(ImageSelector selector, PlatformChoice choice) {
    ImageReference wanted = wanted(selector);
    RemoteSource source = source(wanted);
    FetchedManifest top = source.fetch(nameOf(wanted), wanted.digest());
    return Artifact.read(source.place(), top.descriptor(), source.startingWith(top), choice);
  }

  /** What a name or digest stands for, without fetching it; empty where there is none. */
  public Optional<Descriptor> resolve(ImageSelector selector) {
    ImageReference wanted = wanted(selector);
    String place = place(wanted);
    return mirrors().first(caller -> new Manifests(caller, place).resolve(nameOf(wanted)));
  }

  /**
   * The bytes of a manifest or index as they are.
   *
   * @throws KobakoException a finding, where there is none
   */
  public byte[] manifest(ImageSelector selector) {
    ImageReference wanted = wanted(selector);
    return source(wanted).fetch(nameOf(wanted), wanted.digest()).bytes().clone();
  }

  @Override
  public Descriptor write(Artifact artifact, String name, Progress progress) {
    ImageReference wanted = parsed(name);
    Digest digest = artifact.descriptor().digest();
    if (wanted.digest().isPresent() && !wanted.digest().get().equals(digest)) {
      throw KobakoException.usage(
          Diagnostic.of(
              place(wanted),
              "the image has the digest " + digest + ", expected " + wanted.digest().get(),
              "name it by a tag, or don't convert it on the way"));
    }
    new Push(registries.exchanges(), home(), place(wanted), progress)
        .artifact(artifact, wanted.tag().orElseGet(digest::toString));
    return artifact.descriptor();
  }

  /** All tags, in the registry's order. */
  public List<String> tags() {
    return new TagList(home(), place()).all();
  }

  @Override
  public List<StoredImage> list() {
    SortedMap<String, Descriptor> found = new ConcurrentSkipListMap<>();
    List<String> tags = tags();
    Caller home = home();
    InParallel.forEachRemote(
        tags,
        tag ->
            new Manifests(home, place(reference.withTag(tag)))
                .resolve(tag)
                .ifPresent(descriptor -> found.put(tag, descriptor)));
    List<StoredImage> all = new ArrayList<>();
    found.forEach((tag, descriptor) -> all.add(new StoredImage(List.of(tag), descriptor)));
    return Collections.unmodifiableList(all);
  }

  /**
   * What was attached to an image.
   *
   * @param type only artifacts of this type
   */
  public List<Descriptor> referrers(Digest subject, Optional<String> type) {
    return new Referrers(registries.exchanges(), home(), place())
        .of(subject).stream()
            .filter(entry -> type.isEmpty() || type.equals(entry.artifactType()))
            .toList();
  }

  /**
   * Attaches files to an image, which need not be there yet.
   *
   * @return the descriptor of the new artifact's manifest
   */
  public Descriptor attach(Descriptor subject, Attachment attachment, Progress progress) {
    Artifact artifact = attachment.artifact(subject);
    return write(artifact, artifact.descriptor().digest().toString(), progress);
  }

  /**
   * Deletes a manifest with all its tags, or a single tag.
   *
   * @return what it stood for
   * @throws KobakoException a finding, where it isn't there, or where the registry would delete
   *     more than the tag that is named
   */
  public Descriptor delete(ImageSelector selector) {
    ImageReference wanted = wanted(selector);
    String place = place(wanted);
    Descriptor found = new Manifests(home(), place).existing(nameOf(wanted));
    Deletion deletion = new Deletion(home(), place);
    if (wanted.digest().isPresent()) {
      deletion.manifest(found.digest());
    } else {
      deletion.tag(nameOf(wanted));
    }
    return found;
  }

  /** Where this is, as people write it. */
  public String place() {
    return place(reference);
  }

  private static String place(ImageReference reference) {
    return new ImageLocation.Registry(reference).toString();
  }

  private RemoteSource source(ImageReference wanted) {
    return new RemoteSource(mirrors(), registries.exchanges(), place(wanted));
  }

  private Mirrors mirrors() {
    return new Mirrors(
        registries.route(reference).pull().stream().map(registries::caller).toList());
  }

  private Caller home() {
    return registries.caller(registries.route(reference).push());
  }

  private static String nameOf(ImageReference wanted) {
    return wanted.digest().map(Digest::toString).or(wanted::tag).orElseThrow();
  }

  private ImageReference wanted(ImageSelector selector) {
    return selector
        .digest()
        .map(this::withDigest)
        .or(() -> selector.name().map(this::parsed))
        .orElse(reference);
  }

  private ImageReference withDigest(Digest digest) {
    return new ImageReference(
        reference.domain(), reference.path(), Optional.empty(), Optional.of(digest));
  }

  private ImageReference parsed(String name) {
    if (name.startsWith("sha256:") || name.startsWith("sha512:")) {
      return withDigest(Digest.parse(name));
    }
    if (name.indexOf('/') < 0 && name.indexOf(':') < 0) {
      return reference.withTag(name);
    }
    ImageReference complete = ImageReference.parse(name);
    if (!complete.domain().equals(reference.domain())
        || !complete.path().equals(reference.path())) {
      throw KobakoException.usage(
          Diagnostic.of(
              place(),
              "'" + name + "' is in another repository",
              "give a tag or a digest of this one"));
    }
    return complete;
  }
}
