"""WordPress on a server of its own: MariaDB, PHP-FPM with opcache, nginx; one article of about 5,000 words."""
import glob
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
import time
import urllib.request

from hoitu import free_port

SOURCE = pathlib.Path("/usr/share/wordpress")


class WordPress:
    def __init__(self, title, paragraphs):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hoitu-wordpress-"))
        os.chmod(self.folder, 0o755)
        self.port = free_port()
        self.processes = []
        self.user = "www-data" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        try:
            self._database()
            self._site()
            self._php()
            self._nginx()
            self.path = self._article(title, paragraphs)
            self._wait()
        except BaseException:
            self.remove()
            raise

    def _run(self, *arguments, **options):
        return subprocess.run(arguments, check=True, capture_output=True, text=True, **options).stdout

    def _spawn(self, *arguments):
        log = open(self.folder / "log", "ab")
        self.processes.append(subprocess.Popen(arguments, stdout=log, stderr=log))

    def _database(self):
        data = self.folder / "mysql"
        owner = "mysql" if os.getuid() == 0 else self.user
        data.mkdir()
        shutil.chown(data, owner)
        self.socket = data / "s.sock"
        self._run("mariadb-install-db", f"--datadir={data}", f"--user={owner}", "--auth-root-authentication-method=normal")
        self._spawn("mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={self.socket}", f"--user={owner}",
                    "--skip-networking", f"--pid-file={data}/pid", "--innodb-buffer-pool-size=256M")
        for _ in range(200):
            if subprocess.run(["mariadb", f"--socket={self.socket}", "-uroot", "-e", "SELECT 1"],
                              capture_output=True).returncode == 0:
                break
            time.sleep(0.1)
        self._run("mariadb", f"--socket={self.socket}", "-uroot", "-e",
                  "CREATE DATABASE wp; CREATE USER wp@localhost IDENTIFIED BY 'wp'; GRANT ALL ON wp.* TO wp@localhost")

    def _site(self):
        self.site = self.folder / "site"
        # Debian keeps links to files outside; follow them, so that PHP finds everything in one place.
        shutil.copytree(SOURCE, self.site, symlinks=False, ignore_dangling_symlinks=True)
        (self.site / "wp-config.php").write_text(f"""<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp');
define('DB_HOST', 'localhost:{self.socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://127.0.0.1:{self.port}'); define('WP_SITEURL', 'http://127.0.0.1:{self.port}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('WP_DEBUG', false);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
""")
        content = self.site / "wp-content"
        content.mkdir(exist_ok=True)
        if not any((content / "themes").glob("*")) if (content / "themes").exists() else True:
            themes = sorted(glob.glob("/usr/share/wordpress/wp-content/themes/*") + glob.glob("/var/lib/wordpress/wp-content/themes/*"))
            (content / "themes").mkdir(exist_ok=True)
            for theme in themes:
                shutil.copytree(theme, content / "themes" / pathlib.Path(theme).name, symlinks=False)

        # By its plain address; WordPress would otherwise send the reader round to the same one.
        (content / "mu-plugins").mkdir()
        (content / "mu-plugins" / "plain.php").write_text(
            "<?php remove_action('template_redirect', 'redirect_canonical');")

    def _php(self):
        fpm = sorted(glob.glob("/usr/sbin/php-fpm*"))[-1]
        self.php_socket = self.folder / "php.sock"
        configuration = self.folder / "fpm.conf"
        configuration.write_text(f"""[global]
error_log = {self.folder}/fpm.log
daemonize = no
[www]
user = {self.user}
group = {self.user}
listen = {self.php_socket}
listen.mode = 0666
pm = static
pm.max_children = 4
php_admin_value[opcache.enable] = 1
php_admin_value[opcache.memory_consumption] = 128
php_admin_value[opcache.validate_timestamps] = 0
""")
        self._spawn(fpm, "-y", str(configuration), *(["-R"] if self.user == "root" else []))

    def _nginx(self):
        configuration = self.folder / "nginx.conf"
        configuration.write_text(f"""worker_processes 1; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.log; daemon off;
user {self.user};
events {{ worker_connections 1024; }}
http {{ access_log off; client_body_temp_path {self.folder}/t1; proxy_temp_path {self.folder}/t2;
fastcgi_temp_path {self.folder}/t3; uwsgi_temp_path {self.folder}/t4; scgi_temp_path {self.folder}/t5;
include /etc/nginx/mime.types;
server {{ listen 127.0.0.1:{self.port}; root {self.site}; index index.php;
location / {{ try_files $uri $uri/ /index.php?$args; }}
location ~ \\.php$ {{ include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
fastcgi_pass unix:{self.php_socket}; }} }} }}
""")
        self._spawn("nginx", "-c", str(configuration))

    def _article(self, title, paragraphs):
        body = "\n\n".join(paragraphs)
        (self.folder / "body.txt").write_text(body)
        script = self.folder / "install.php"
        script.write_text(f"""<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '127.0.0.1:{self.port}'; $_SERVER['REQUEST_URI'] = '/';
require '{self.site}/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_mail() {{ return true; }}
wp_install('Bao', 'admin', 'a@example.com', true, '', 'x1Y!longenough');
$id = wp_insert_post(['post_title' => '{title}', 'post_content' => file_get_contents('{self.folder}/body.txt'),
  'post_status' => 'publish', 'post_author' => 1]);
echo '/?p=' . $id;
""")
        return self._run("php", str(script)).strip().splitlines()[-1]

    def _wait(self):
        """Until the article is served, with its text; what is wrong is in the logs of the folder."""
        for _ in range(100):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{self.path}", timeout=10) as answer:
                    answer.read()
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("\n".join((self.folder / name).read_text()[-1000:] for name in ("log", "nginx.log", "fpm.log")))

    def remove(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
