package dev.kobako.apt;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * The keys whose signature makes a source trusted: those that its Signed-By names, else all that
 * the host and kobako have.
 */
final class TrustedKeys {
  private final Keyrings keyrings;
  private final List<Keyrings.Place> places;
  private final List<SignedBy.Fingerprint> only;
  private final boolean named;

  private TrustedKeys(
      Keyrings keyrings, List<Keyrings.Place> places, List<SignedBy.Fingerprint> only) {
    this.keyrings = keyrings;
    this.named = !places.isEmpty();
    this.places = named ? List.copyOf(places) : List.copyOf(keyrings.trustedByHost());
    this.only = List.copyOf(only);
  }

  /** A key and what vouches for it. */
  record Signer(Certificate certificate, PGPPublicKey key) {}

  static TrustedKeys of(AptSource source, Keyrings keyrings) {
    List<Keyrings.Place> places = new ArrayList<>();
    List<SignedBy.Fingerprint> only = new ArrayList<>();
    source.signedBy().ifPresent(signedBy -> sort(signedBy, source, places, only));
    return new TrustedKeys(keyrings, places, only);
  }

  private static void sort(
      SignedBy signedBy,
      AptSource source,
      List<Keyrings.Place> places,
      List<SignedBy.Fingerprint> only) {
    switch (signedBy) {
      case SignedBy.KeyFile file -> places.add(Keyrings.named(file.path()));
      case SignedBy.KeyText text ->
          places.add(new Keyrings.Place.Text(text.armored(), "Signed-By of " + source.place()));
      case SignedBy.Fingerprint fingerprint -> only.add(fingerprint);
      case SignedBy.AnyOf any -> any.each().forEach(each -> sort(each, source, places, only));
    }
  }

  /**
   * The key that an issuer is, if it is trusted.
   *
   * @throws KobakoException a finding, where a keyring that the source names can't be read
   */
  Optional<Signer> signer(Issuer issuer) {
    for (Keyrings.Place place : places) {
      Optional<Signer> found = certificate(place, issuer).flatMap(each -> signer(each, issuer));
      if (found.isPresent()) {
        return found.filter(this::isAdmitted);
      }
    }
    return Optional.empty();
  }

  private static Optional<Signer> signer(Certificate certificate, Issuer issuer) {
    return certificate.key(issuer).map(key -> new Signer(certificate, key));
  }

  private Optional<Certificate> certificate(Keyrings.Place place, Issuer issuer) {
    try {
      return keyrings.certificate(place, issuer);
    } catch (KobakoException e) {
      if (named) {
        throw e;
      }
      return Optional.empty(); // As apt, which goes on with the host's other keyrings.
    }
  }

  private boolean isAdmitted(Signer signer) {
    if (only.isEmpty()) {
      return true;
    }
    String key = Certificate.fingerprint(signer.key());
    String primary = signer.certificate().fingerprint();
    return only.stream()
        .anyMatch(each -> each.hex().equals(key) || (!each.exact() && each.hex().equals(primary)));
  }

  /** A digest of all that is trusted; what can't be read counts as nothing. */
  String digest() {
    StringBuilder all = new StringBuilder();
    places.forEach(place -> all.append(keyrings.digest(place)).append('\n'));
    only.forEach(each -> all.append(each).append('\n'));
    return Digest.sha256(all.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Where keys were looked for, for messages. */
  String searched() {
    Map<String, Integer> names = new LinkedHashMap<>();
    for (Keyrings.Place place : places) {
      names.merge(named ? place.name() : place.group(), 1, Integer::sum);
    }
    List<String> counted = new ArrayList<>();
    names.forEach(
        (name, count) -> counted.add(count == 1 ? name : name + " (" + count + " files)"));
    String all = String.join(", ", counted);
    return only.isEmpty()
        ? all
        : "keys "
            + String.join(", ", only.stream().map(SignedBy.Fingerprint::hex).toList())
            + " alone, of "
            + all;
  }

  /** Whether the source itself names its keys. */
  boolean isNamed() {
    return named || !only.isEmpty();
  }
}
