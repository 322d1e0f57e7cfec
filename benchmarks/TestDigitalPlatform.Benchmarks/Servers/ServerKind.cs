namespace TestDigitalPlatform.Benchmarks.Servers;

/// <summary>A competitor: a program, the database that is its own, and how it is started.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Program">The project that makes it.</param>
/// <param name="Database">The name of its copy of the database; <see langword="null"/> for the platform's own.</param>
/// <param name="Arguments">What makes it this one.</param>
internal sealed record ServerKind(string Name, string Program, string? Database, params IReadOnlyList<string> Arguments)
{
    /// <summary>The service on the platform.</summary>
    public static ServerKind Platform { get; } = new("platform", "Items.Platform", Database: null);

    /// <summary>Dapper for the queries, one raw Npgsql batch for the command, and a cache in front of the validation of tokens.</summary>
    public static ServerKind ByHand { get; } = new("by hand", "Items.ByHand", "by_hand", "--command=batch", "--tokens=cached");

    /// <summary>The same, with one statement after the other in a transaction for the command.</summary>
    public static ServerKind Naive { get; } = new("naive", "Items.ByHand", "naive", "--command=naive", "--tokens=cached");

    /// <summary>The get in one raw Npgsql batch, isolated by row-level security like the platform's.</summary>
    public static ServerKind Isolated { get; } =
        new("isolated by hand", "Items.ByHand", "isolated", "--command=batch", "--tokens=cached", "--isolation=rls");

    /// <summary>The same with ASP.NET Core's own bearer authentication.</summary>
    public static ServerKind Stock { get; } = new("stock tokens", "Items.ByHand", "naive", "--command=naive", "--tokens=stock");

    /// <summary>The same without authentication.</summary>
    public static ServerKind Open { get; } = new("no tokens", "Items.ByHand", "by_hand", "--command=batch", "--tokens=none");

    /// <summary>The hand-written twin's statements behind FastEndpoints.</summary>
    public static ServerKind FastEndpoints { get; } =
        new("FastEndpoints", "Items.FastEndpoints", "fast_endpoints", "--tokens=cached");

    /// <summary>The hand-written twin's queries behind WolverineFx.Http; the command with Wolverine's outbox.</summary>
    public static ServerKind Wolverine { get; } = new("Wolverine", "Items.Wolverine", "wolverine", "--tokens=cached");

    /// <summary>A minimal API with EF Core.</summary>
    public static ServerKind EfCore { get; } = new("EF Core", "Items.EfCore", "ef_core", "--tokens=cached");

    /// <summary>What others would use in the platform's place.</summary>
    public static IReadOnlyList<ServerKind> Peers { get; } = [FastEndpoints, Wolverine, EfCore];

    /// <summary>Those that must give the same answers.</summary>
    public static IReadOnlyList<ServerKind> Alike { get; } = [Platform, ByHand, Naive, .. Peers];

    /// <summary>The copies of the database that all of them together need.</summary>
    public static IReadOnlyList<string> Databases { get; } =
        [.. Alike.Append(Isolated).Select(kind => kind.Database).OfType<string>()];
}
