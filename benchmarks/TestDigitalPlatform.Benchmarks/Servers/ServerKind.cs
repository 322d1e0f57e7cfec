namespace TestDigitalPlatform.Benchmarks.Servers;

/// <summary>A competitor: a program and how it is started.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Program">The project that makes it.</param>
/// <param name="Arguments">What makes it this one.</param>
internal sealed record ServerKind(string Name, string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>The service on the platform.</summary>
    public static ServerKind Platform { get; } = new("platform", "Items.Platform");

    /// <summary>Dapper for the queries, one raw Npgsql batch for the command, and a cache in front of the validation of tokens.</summary>
    public static ServerKind ByHand { get; } = new("by hand", "Items.ByHand", "--command=batch", "--tokens=cached");

    /// <summary>The same, with one statement after the other in a transaction for the command.</summary>
    public static ServerKind Naive { get; } = new("naive", "Items.ByHand", "--command=naive", "--tokens=cached");

    /// <summary>The same with ASP.NET Core's own bearer authentication.</summary>
    public static ServerKind Stock { get; } = new("stock tokens", "Items.ByHand", "--command=naive", "--tokens=stock");

    /// <summary>The same without authentication.</summary>
    public static ServerKind Open { get; } = new("no tokens", "Items.ByHand", "--command=batch", "--tokens=none");
}
