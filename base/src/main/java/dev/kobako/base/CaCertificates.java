package dev.kobako.base;

import dev.kobako.tree.ImagePath;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The certificate authorities, where ca-certificates is there: the bundle in one file, which Go,
 * curl and Python read, and the folder of links under names and hashes, which OpenSSL searches. The
 * links lead to the package's own files, so the folder costs next to nothing.
 */
final class CaCertificates implements Effect {
  /** Where programs look. */
  static final String FOLDER = "/etc/ssl/certs";

  /** Where OpenSSL's library looks; the link is in the package of its program. */
  private static final String OPENSSL_FOLDER = "/usr/lib/ssl/certs";

  private static final String LIST = "/etc/ca-certificates.conf";

  @Override
  public String standsFor() {
    return "update-ca-certificates";
  }

  @Override
  public void apply(Draft draft) {
    List<TrustedCertificate> certificates = TrustedCertificate.all(draft.tree());
    if (certificates.isEmpty()) {
      return;
    }
    if (!draft.has(LIST)) {
      draft.file(LIST, list(certificates));
    }
    ImagePath folder = draft.folder(FOLDER);
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    SortedMap<String, String> hashes = new TreeMap<>();
    for (TrustedCertificate certificate : certificates) {
      byte[] bytes = draft.bytes(certificate.path().toString()).orElseThrow();
      bundle.writeBytes(bytes);
      if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
        bundle.write('\n');
      }
      draft.put(folder.child(certificate.pemName()), draft.link(certificate.path().toString()));
      List<byte[]> held = PemCertificates.read(bytes);
      if (held.size() == 1) {
        SubjectHash.of(held.getFirst()).ifPresent(hash -> hashes.put(certificate.pemName(), hash));
      }
    }
    links(hashes).forEach((name, target) -> draft.put(folder.child(name), draft.link(target)));
    draft.file(FOLDER + "/ca-certificates.crt", bundle.toByteArray(), 0644);
    boolean hasOpenssl =
        draft.packages().stream().anyMatch(each -> each.available().name().startsWith("libssl"));
    if (hasOpenssl && !draft.has(OPENSSL_FOLDER)) {
      draft.link(OPENSSL_FOLDER, FOLDER);
    }
  }

  /** Links by name; certificates of one hash are numbered in the order of their names. */
  private static SortedMap<String, String> links(SortedMap<String, String> hashes) {
    SortedMap<String, String> links = new TreeMap<>();
    hashes.forEach((pem, hash) -> {
      int number = 0;
      while (links.containsKey(hash + "." + number)) {
        number++;
      }
      links.put(hash + "." + number, pem);
    });
    return links;
  }

  private static String list(List<TrustedCertificate> certificates) {
    StringBuilder text =
        new StringBuilder("# Certificates that update-ca-certificates(8) takes.\n");
    for (String name :
        new TreeSet<>(certificates.stream().map(TrustedCertificate::listed).toList())) {
      if (!name.isEmpty()) {
        text.append(name).append('\n');
      }
    }
    return text.toString();
  }
}
