using System.Globalization;
using System.Text.Json;
using RabbitMQ.Client;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages.Contestants;

/// <summary>What a contestant's process does: it reads an order from each line of its input and answers with a line.</summary>
internal static class ContestantProgram
{
    internal const string Order = "contestant";

    internal static async Task<int> Run(string settings)
    {
        var given = JsonSerializer.Deserialize<ContestantSettings>(settings)!;
        await using var contestant = given.Kind switch
        {
            ContestantKind.Platform => await PlatformContestant.Start(given),
            ContestantKind.Raw => await RawContestant.Start(given),
            ContestantKind.MassTransit => await MassTransitContestant.Start(given),
            _ => await WolverineContestant.Start(given),
        };
        Console.WriteLine(Answer([]));
        // Whoever started us holds the other end: when they are gone, however that came about, so are we.
        while (await Console.In.ReadLineAsync() is { } line)
            Console.WriteLine(Answer(await Obey(contestant, given, line.Split(' '))));
        return 0;
    }

    private static async Task<double[]> Obey(IContestant contestant, ContestantSettings given, string[] order)
    {
        var count = int.Parse(order[1], CultureInfo.InvariantCulture);
        switch (order[0])
        {
            case "store":
                await contestant.Store(count);
                return [];
            case "fill":
                await ((PlatformContestant)contestant).Fill(count);
                return [];
            case "relay":
                return [count / (await contestant.Relay(count)).TotalSeconds];
            case "consume":
                return [count / (await contestant.Consume(count)).TotalSeconds];
            case "purge":
                return [await Purge(given.Broker)];
            case "latency":
                var latency = await contestant.Latency(count, int.Parse(order[2], CultureInfo.InvariantCulture));
                return [latency.Median, Percentile(latency, 0.99), latency.Max];
            default:
                throw new ArgumentException(order[0]);
        }
    }

    private static async Task<double> Purge(string broker)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.QueuePurgeAsync(Load.Queue);
    }

    private static double Percentile(Spread values, double share) =>
        values.Values.Order().ElementAt((int)Math.Ceiling(share * values.Values.Count) - 1);

    private static string Answer(double[] figures) => ContestantProcess.AnswerMark
        + string.Join(' ', figures.Select(figure => figure.ToString(CultureInfo.InvariantCulture)));
}
