using System.Text.Json;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Outbox;

namespace TestDigitalPlatform.Benchmarks.Chaos.Nodes;

/// <summary>A node: the service with its default settings, of which one half is at rest.</summary>
internal static class NodeProgram
{
    internal const string Order = "node";

    internal const string Service = "chaos";

    /// <summary>Runs until it is killed or its input ends.</summary>
    internal static async Task<int> Run(string settings)
    {
        var given = JsonSerializer.Deserialize<NodeSettings>(settings)!;
        var builder = WebApplication.CreateBuilder(
            ["--environment=Development", "--urls=http://127.0.0.1:0", "--Platform:Docs=false", .. given.Configuration]);
        builder.AddPlatform(Service);
        if (given.OnRabbitMq)
            builder.AddRabbitMq();
        await using var app = builder.Build();
        app.MapPlatform();
        await app.StartAsync();
        var services = app.Services.GetServices<IHostedService>();
        IHostedService resting = given.Relays ? services.OfType<MessagePump>().Single() : services.OfType<OutboxRelay>().Single();
        await resting.StopAsync(CancellationToken.None);
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }
}
