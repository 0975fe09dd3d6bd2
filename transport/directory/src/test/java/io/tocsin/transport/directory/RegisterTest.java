package io.tocsin.transport.directory;

import static io.tocsin.transport.directory.Models.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegisterTest {
    @TempDir
    private Path folder;

    private StoredDirectory directory =
            new StoredDirectory(ModelStore.inMemory(StoredDirectory.shape(100), Models.LOG));

    @BeforeEach
    void begin() {
        directory = new StoredDirectory(ModelStore.inMemory(StoredDirectory.shape(100), Models.LOG));
    }

    @Test
    void shouldReadWhatAHospitalExports() throws IOException {
        final Register.Reading reading = read("""
                \uFEFFpatient,born,name,unit,care,contacts
                p-1,1950-02-03,"Müller, Ada ""Addi\""",icu,ann; bob,"Otto, son: 030 1; Dr Wu: 030 2"

                p-2,,Bo
                """);
        assertThat(reading).isEqualTo(new Register.Reading(2, 0));
        assertThat(find(directory, "p-1"))
                .isEqualTo(new Patient(
                        "p-1",
                        "Müller, Ada \"Addi\"",
                        "icu",
                        "",
                        List.of("ann", "bob"),
                        List.of(),
                        List.of("Otto, son: 030 1", "Dr Wu: 030 2")));
        assertThat(find(directory, "p-2")).isEqualTo(new Patient("p-2", "Bo", "", "", List.of(), List.of(), List.of()));
    }

    @Test
    void shouldCountLinesThatItCannotUse() throws IOException {
        final Register.Reading reading = read("""
                patient,name,contacts
                ,Nobody
                pppppppppppppppppppppppppppppppppppppppppp,Long
                p-1,"Ada
                p-2,"Bo"x
                p-3,Cy,a;b;c;d;e
                p-4,Di
                """);
        assertThat(reading).isEqualTo(new Register.Reading(1, 5));
        assertThat(directory.patients()).isEqualTo(1);
    }

    @Test
    void shouldForgetWhoIsNotNamedAnyMoreAndKnowTheFileAgain() throws IOException {
        read("patient,name\np-1,Ada\np-2,Bo\n");
        read("patient,name\np-2,Bob\n");
        assertThat(find(directory, "p-1")).isNull();
        assertThat(find(directory, "p-2")).extracting(Patient::name).isEqualTo("Bob");
        final Path file = folder.resolve("register.csv");
        assertThat(directory.hasRegister(
                        Files.size(file), Files.getLastModifiedTime(file).toMillis()))
                .isTrue();
        assertThat(directory.hasRegister(
                        Files.size(file), Files.getLastModifiedTime(file).toMillis() + 1))
                .isFalse();
    }

    @Test
    void shouldRefuseAFileWithoutPatients() {
        assertThatThrownBy(() -> read("id,name\np-1,Ada\n")).hasMessageContaining("names no column 'patient'");
        assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
        assertThat(directory.patients()).isZero();
    }

    private Register.Reading read(final String text) throws IOException {
        final Path file = folder.resolve("register.csv");
        Files.writeString(file, text);
        return Register.read(directory, file, () -> true);
    }
}
