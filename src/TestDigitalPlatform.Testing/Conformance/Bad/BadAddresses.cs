namespace TestDigitalPlatform.Testing.Conformance.Bad;

/// <summary>Paths and query strings that nobody understands.</summary>
internal static class BadAddresses
{
    // Already encoded as they go over the wire.
    private static readonly string[] Junk =
    [
        "x", "%00", "a%00b", "%20", "%2f", "..%2f..", "%ff%fe", "%C0%80", "%ED%A0%80", "%", "%zz", "'", "%22",
        "%27%20or%201%3D1%20--", "%7Bid%7D", "00000000-0000-0000-0000-000000000000", "-1", "99999999999999999999",
        "1e400", "NaN", "%F0%9F%98%80", "2026-13-45T99%3A99%3A99Z",
        "2026-01-01T00%3A00%3A00.Z", "2026-01-01T00%3A00%3A00.0000000xyzZ",
        new string('x', 300), string.Concat(Enumerable.Repeat("%F0%9F%98%80", 60)),
    ];

    private static readonly string[] Queries =
    [
        "?", "?&&&", "?=", "?=x", "?%", "?%zz=1", "?%00=1", "?%ff=1", "?tdpNobodyKnows=1", "?limit=1&limit=2",
        "?limit=", "?limit=0x10", "?count=maybe", "?after=x", "?after=AAAA", "?after=A%20%2B",
        "?after=" + new string('A', 3_000), "?after=" + new string('A', 9_000), "?sort=", "?sort=,", "?sort=-", "?sort=--id", "?sort=id,id",
        "?sort=id%3Bdrop", "?sort=tdpNobodyKnows",
        "?sort=" + new string('a', 3_000),
    ];

    /// <param name="call">A call as it should be made.</param>
    /// <param name="send">Makes a request of the same call to an address.</param>
    internal static IEnumerable<BadRequest> Of(MessageCall call, Func<string, HttpRequestMessage> send)
    {
        foreach (var (path, junk) in Paths(call))
        {
            var isMalformed = junk is "%00" or "%ff%fe" or "%C0%80" or "%ED%A0%80" or "%" or "%zz";
            yield return new BadRequest($"the path {BadRequest.Shown(path)}", send(path + call.Query), isMalformed);
        }

        foreach (var query in Queries.Concat(FilterQueries(call)))
            yield return new BadRequest($"the query string {BadRequest.Shown(query)}", send(call.Path + query));
    }

    private static IEnumerable<(string Path, string Junk)> Paths(MessageCall call)
    {
        var template = call.Profile.Path.Split('/');
        var parts = call.Path.Split('/');
        for (var i = 0; i < template.Length; i++)
        {
            if (!template[i].StartsWith('{'))
                continue;
            foreach (var junk in Junk)
                yield return (string.Join('/', parts.Select((part, at) => at == i ? junk : part)), junk);
        }
    }

    private static IEnumerable<string> FilterQueries(MessageCall call)
    {
        foreach (var member in call.Profile.Filters)
        {
            foreach (var name in (string[])["", ".ne", ".gte", ".contains", ".null"])
            {
                foreach (var junk in Junk)
                    yield return $"?{member.Name}{name}={junk}";
            }

            foreach (var name in (string[])[".", "..", ".like", ".GTE", ".null.null"])
                yield return $"?{member.Name}{name}=1";
            yield return $"?{member.Name}={string.Join(',', Enumerable.Repeat("x", 200))}";
        }
    }
}
