package dev.kobako.base;

/**
 * {@code /etc/nsswitch.conf}: where names of hosts and users are looked up. libc-bin's own master
 * where that is there; else what Debian's master says for what a container has.
 */
final class NameService implements Effect {
  private static final String PATH = "/etc/nsswitch.conf";
  private static final String PLAIN =
      """
      passwd: files
      group: files
      shadow: files
      hosts: files dns
      networks: files
      protocols: files
      services: files
      ethers: files
      rpc: files
      """;

  @Override
  public String standsFor() {
    return "libc-bin";
  }

  @Override
  public void apply(Draft draft) {
    if (!draft.has(PATH)) {
      draft.file(PATH, draft.text("/usr/share/libc-bin/nsswitch.conf").orElse(PLAIN));
    }
  }
}
