"""Addresses that must never be reached, as attackers write them."""

PRIVATE = (
    # IPv4 of the machine, of its network, of clouds, and of nobody
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200",  # noqa: S104
    "100.127.255.254", "127.0.0.1", "127.1.2.3", "127.255.255.255", "168.63.129.16",
    "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255",
    "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.1",
    "192.88.99.1", "192.168.0.1", "192.168.255.255", "192.175.48.1", "198.18.0.1",
    "198.19.255.255", "198.51.100.1", "203.0.113.7", "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "255.255.255.255",
    # IPv6 likewise
    "::", "::1", "fc00::1", "fd00:ec2::254", "fdff::1", "fe80::1", "febf::1", "fec0::1",
    "ff02::1", "ff0e::1", "100::1", "100:0:0:1::1", "2001:db8::1", "3fff::1", "3ffe::1",
    "5f00::1", "4000::1", "2001:2::1", "2001:10::1", "2001:20::1", "2620:4f:8000::1",
    # IPv4 inside of IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
    "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1", "2002:7f00:1::1", "2002:a9fe:a9fe::", "2001:0:4136:e378::1",
    "2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:a00:1",
)  # fmt: skip

DISGUISED = (
    "http://2130706433/", "http://017700000001/", "http://0x7f000001/",
    "http://0x7f.1/", "http://127.1/", "http://0177.0.0.1/", "http://127.0.0.01/",
    "http://0x7f.0x0.0x0.0x1/", "http://2852039166/", "http://0xA9FEA9FE/",
    "http://169.254.43518/", "http://10.1/", "http://0/", "http://1.2.3.4.5/",
    "http://256.256.256.256/", "http://example.0x7f/", "http://a.1/",
    "http://\uff11\uff12\uff17.0.0.1/", "http://127\u30020\u30020\u30021/",
    "http://localhost/", "http://LOCALHOST/", "http://localhost./",
    "http://a.localhost/", "http://printer/", "http://printer.local/",
    "http://metadata.google.internal/computeMetadata/v1/", "http://nas.lan/",
    "http://x.home.arpa/", "http://1.0.0.127.in-addr.arpa/", "http://x.onion/",
    "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[::]/",
    "http://[64:ff9b::7f00:1]/", "http://[0:0:0:0:0:ffff:169.254.169.254]/",
)  # fmt: skip

FORBIDDEN = (
    # other schemes
    "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/_x",
    "data:text/plain,x", "javascript:alert(1)", "dict://example.org/", "//example.org/",
    "unix:///run/x.sock", "ws://example.org/", "example.org/x", "", "http", "http:",
    # other ports
    "http://example.org:22/", "http://example.org:8080/", "https://example.org:6379/",
    "http://example.org:0/", "http://example.org:65536/", "http://example.org:-80/",
    "http://example.org:80a/",
    # a user, or something that one reader takes for one
    "http://user@example.org/", "http://user:pw@example.org/", "http://@example.org/",
    "http://example.org@127.0.0.1/", "http://127.0.0.1@example.org/",
    "http://example.org\\@127.0.0.1/", "http://example.org#@127.0.0.1\\/",
    "http://127.0.0.1\\.example.org/",
    # characters that programs read in different ways
    "http://example.org /", "http://exa\tmple.org/", "http://example.org/\r\nX: y",
    "http://example.org/\0", " http://example.org/", "http://exam\u00a0ple.org/",
    "http://example.org/\x7f", "http:///x", "http://[/", "http://[::1/", "http://]/",
    "http://%31%32%37.0.0.1/", "http://exa%6dple.org/", "http://exa$mple.org/",
    "http://a..b/", "http://.../", "http://[v1.x]/", "http://[1.2.3.4]/",
    "http://example.org/" + "x" * 2_000,
)  # fmt: skip
