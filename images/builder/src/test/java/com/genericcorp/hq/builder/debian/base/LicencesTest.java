package com.genericcorp.hq.builder.debian.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import org.junit.jupiter.api.Test;

class LicencesTest {
  @Test
  void theMachineReadableFormIsReadByItsFields() {
    assertThat(
            Licences.named(
                """
                Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
                Files: *
                License: GPL-2+ with OpenSSL exception

                Files: x
                License: Expat

                License: Expat
                 Permission is hereby granted: see /usr/share/common-licenses/GPL-3
                """))
        .containsExactly("Expat", "GPL-2+ with OpenSSL exception");
  }

  @Test
  void olderFilesAreReadByWhereTheTextIs() {
    assertThat(
            Licences.named(
                "On Debian systems see `/usr/share/common-licenses/LGPL-2.1'.\n"
                    + "and /usr/share/common-licenses/Artistic, /usr/share/common-licenses/GPL-3."))
        .containsExactly("Artistic", "GPL-3", "LGPL-2.1");
    assertThat(Licences.named("All rights are with somebody.")).isEmpty();
  }

  @Test
  void aFolderThatIsALinkLeadsToTheOtherPackagesFile() throws Exception {
    FileTree tree = new FileTree();
    tree.add(
        "usr/share/doc/gcc-14-base/copyright",
        new Node.RegularFile(0644, 0, 0, Content.of("see /usr/share/common-licenses/GPL-3")),
        "gcc-14-base");
    tree.add("usr/share/doc/libstdc++6", new Node.SymbolicLink("gcc-14-base", 0, 0), "libstdc++6");
    assertThat(Licences.of(tree, "libstdc++6")).containsExactly("GPL-3");
    assertThat(Licences.of(tree, "nothing")).isEmpty();
  }
}
