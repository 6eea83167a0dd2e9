/* A disk that can fail, put between a program and its files (LD_PRELOAD).

   FAULTS_DIR: files under it. FAULTS_LOG: every effect on them is written there, in order, so that a power cut can be
   replayed which drops what was not synced: O(pened, made or emptied) W(ritten) T(runcated) S(ync begins) F(synced)
   U(nlinked). FAULTS_FULL: while a file of that name exists there is no room. FAULTS_SICK: while that exists, nothing
   can be synced (EIO). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 4096
static char *names[MOST];
static int out = -1;
static const char *dir, *full, *sick;
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t), (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off_t), (*real_close)(int);
static int (*real_unlink)(const char *), (*real_open)(const char *, int, ...), (*real_fallocate)(int, off_t, off_t);

/* PostgreSQL writes what its processes are called over where its environment was. */
static const char *copy_of(const char *name) {
    const char *given = getenv(name);
    return given ? strdup(given) : 0;
}

static void begin(void) {
    if (real_write) return;
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64"), real_pwritev = dlsym(RTLD_NEXT, "pwritev64");
    real_fsync = dlsym(RTLD_NEXT, "fsync"), real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64"), real_close = dlsym(RTLD_NEXT, "close");
    real_unlink = dlsym(RTLD_NEXT, "unlink"), real_open = dlsym(RTLD_NEXT, "open64");
    real_fallocate = dlsym(RTLD_NEXT, "posix_fallocate64"), real_write = dlsym(RTLD_NEXT, "write");
    dir = copy_of("FAULTS_DIR"), full = copy_of("FAULTS_FULL"), sick = copy_of("FAULTS_SICK");
    if (dir && getenv("FAULTS_LOG")) out = real_open(getenv("FAULTS_LOG"), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0644);
}

/* One record in one write, so that those of several processes do not mix. */
static void note(char what, const char *path, uint64_t at, const void *data, uint32_t n) {
    uint16_t length = strlen(path);
    size_t all = 15 + length + n;
    char *record, *p;
    if (out < 0 || strstr(path, "-shm") || !(record = p = malloc(all))) return;
    *p++ = what;
    memcpy(p, &length, 2), p += 2, memcpy(p, &at, 8), p += 8, memcpy(p, &n, 4), p += 4;
    memcpy(p, path, length), p += length;
    if (n) memcpy(p, data, n);
    real_write(out, record, all);
    free(record);
}

/* Whether a path is under FAULTS_DIR; one that is relative, as PostgreSQL's are, goes by where the program stands. */
static int is_under(const char *path) {
    char here[4096];
    if (!dir) return 0;
    if (path[0] != '/' && !(path = getcwd(here, sizeof here))) return 0;
    return !strncmp(path, dir, strlen(dir));
}

static const char *ours(int fd) { return fd >= 0 && fd < MOST ? names[fd] : 0; }
static int is_full(const char *path) { return path && full && !access(full, F_OK); }
static int is_sick(const char *path) { return path && sick && !access(sick, F_OK); }
static int fails(int with) { errno = with; return -1; }

#define OPEN(NAME)                                                                                                     \
    int NAME(const char *path, int flags, ...) {                                                                       \
        mode_t mode = 0;                                                                                               \
        begin();                                                                                                       \
        if (flags & (O_CREAT | O_TMPFILE)) { va_list a; va_start(a, flags); mode = va_arg(a, int); va_end(a); }        \
        int fd = real_open(path, flags, mode);                                                                         \
        if (fd >= 0 && fd < MOST && is_under(path)) {                                                                         \
            names[fd] = strdup(path);                                                                                  \
            if (flags & O_CREAT) note('O', path, flags & O_TRUNC ? 1 : 0, 0, 0);                                       \
        }                                                                                                              \
        return fd;                                                                                                     \
    }
OPEN(open) OPEN(open64)

ssize_t pwrite64(int fd, const void *data, size_t n, off_t at) {
    begin();
    const char *path = ours(fd);
    if (is_full(path)) return fails(ENOSPC);
    ssize_t done = real_pwrite(fd, data, n, at);
    if (path && done > 0) note('W', path, at, data, done);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t n, off_t at) { return pwrite64(fd, data, n, at); }

ssize_t pwritev64(int fd, const struct iovec *parts, int n, off_t at) {
    begin();
    if (is_full(ours(fd))) return fails(ENOSPC);
    return real_pwritev(fd, parts, n, at);
}
ssize_t pwritev(int fd, const struct iovec *parts, int n, off_t at) { return pwritev64(fd, parts, n, at); }

ssize_t write(int fd, const void *data, size_t n) {
    begin();
    const char *path = ours(fd);
    if (is_full(path)) return fails(ENOSPC);
    off_t at = path ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = real_write(fd, data, n);
    if (path && done > 0) note('W', path, at, data, done);
    return done;
}

/* What was written before a sync begins is safe once it has ended. */
static int synced(int fd, int (*sync)(int)) {
    const char *path = ours(fd);
    if (is_sick(path)) return fails(EIO);
    if (path) note('S', path, getpid(), 0, 0);
    int failed = sync(fd);
    if (path && !failed) note('F', path, getpid(), 0, 0);
    return failed;
}
int fsync(int fd) { begin(); return synced(fd, real_fsync); }
int fdatasync(int fd) { begin(); return synced(fd, real_fdatasync); }

int ftruncate64(int fd, off_t n) {
    begin();
    int failed = real_ftruncate(fd, n);
    if (ours(fd) && !failed) note('T', ours(fd), n, 0, 0);
    return failed;
}
int ftruncate(int fd, off_t n) { return ftruncate64(fd, n); }

int posix_fallocate64(int fd, off_t at, off_t n) {
    begin();
    return is_full(ours(fd)) ? ENOSPC : real_fallocate(fd, at, n);
}
int posix_fallocate(int fd, off_t at, off_t n) { return posix_fallocate64(fd, at, n); }

int close(int fd) {
    begin();
    if (ours(fd)) names[fd] = 0;
    return real_close(fd);
}

int unlink(const char *path) {
    begin();
    int failed = real_unlink(path);
    if (!failed && is_under(path)) note('U', path, 0, 0, 0);
    return failed;
}
