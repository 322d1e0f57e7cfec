namespace Items;

/// <summary>Answers without the database, so that what stands around an operation can be measured: here with a token.</summary>
[Get("/greeting"), Allow(Role.CustomerUser, Role.CustomerAdministrator)]
public sealed record Greet : IQuery<Greeting>;

/// <summary>The same without a token.</summary>
[Get("/public-greeting"), Public]
public sealed record GreetAnybody : IQuery<Greeting>;

/// <summary>A small answer.</summary>
public sealed record Greeting(string Text);

internal sealed class GreetHandler : IQueryHandler<Greet, Greeting>
{
    public Task<Greeting> Fetch(Greet query, Db db, CancellationToken cancellationToken) => Task.FromResult(new Greeting("Hello."));
}

internal sealed class GreetAnybodyHandler : IQueryHandler<GreetAnybody, Greeting>
{
    public Task<Greeting> Fetch(GreetAnybody query, Db db, CancellationToken cancellationToken) => Task.FromResult(new Greeting("Hello."));
}
