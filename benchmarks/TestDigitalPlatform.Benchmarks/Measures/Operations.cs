using TestDigitalPlatform.Benchmarks.Load;
using TestDigitalPlatform.Benchmarks.Setup;

namespace TestDigitalPlatform.Benchmarks.Measures;

/// <summary>What the servers are asked: each connection as a user of its own customer.</summary>
internal sealed class Operations
{
    private const int IdsPerConnection = 100;

    private Operations()
    {
    }

    public required Requests List { get; init; }

    public required Requests Get { get; init; }

    public required Requests Command { get; init; }

    public required Requests Greeting { get; init; }

    public required Requests PublicGreeting { get; init; }

    /// <summary>One request of each kind, whose answers must be the same everywhere.</summary>
    public required IReadOnlyList<byte[]> Samples { get; init; }

    public static async Task<Operations> Make(Databases databases, Tokens tokens, Plan plan, CancellationToken cancellationToken)
    {
        var callers = Enumerable.Range(0, plan.Connections).Select(tokens.Sign).ToArray();
        var ids = new List<IReadOnlyList<Guid>>();
        for (var customer = 0; customer < plan.Connections; customer++)
            ids.Add(await databases.Ids(customer, IdsPerConnection, cancellationToken));
        var command = callers.Select(token => Request.Post("/items", token, """{"title":"Something to do","priority":"high"}""")).ToArray();
        var list = callers.Select(token => Request.Get("/items?status=open&sort=-createdAt", token)).ToArray();
        var get = callers.Select((token, i) => ids[i].Select(id => Request.Get($"/items/{id}", token)).ToArray()).ToArray();
        return new Operations
        {
            List = Requests.Repeat(list),
            Get = new(get),
            Command = Requests.Repeat(command),
            Greeting = Requests.Repeat(callers.Select(token => Request.Get("/greeting", token))),
            PublicGreeting = Requests.Repeat(callers.Select(_ => Request.Get("/public-greeting", token: null))),
            Samples = [list[1], get[1][0], get[2][1], command[1]],
        };
    }
}
