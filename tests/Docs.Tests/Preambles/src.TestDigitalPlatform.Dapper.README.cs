global using Dapper;

[Get("/orders/counts-by"), Allow(Role.CustomerUser)]
public sealed record CountBy(DateTimeOffset Since) : IQuery<CountsOf>;

public sealed record CountsOf(IReadOnlyList<CountOf> Counts);

public sealed record CountOf(string Status, long Count);
