using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace ReferenceHost.Tests;

public sealed class KilledHostTests
{
    private const int Commands = 1_000;
    private const int AnsweredBeforeTheKill = 300;
    private const int AtOnce = 16;

    [Fact]
    public async Task Has_each_answered_command_exactly_once_after_a_kill_in_the_middle()
    {
        using var data = new DataFolder();
        var answered = new ConcurrentDictionary<string, bool>();
        await using (var host = await RunningHost.Start(data, null, "--empty"))
        {
            var client = await host.Client("customers", "--role", "platform-administrator");
            var enough = new TaskCompletionSource();
            var sending = Parallel.ForAsync(0, Commands, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
            {
                if (await Send(client, i) is not { } id)
                    return;
                answered[id] = true;
                if (answered.Count >= AnsweredBeforeTheKill)
                    enough.TrySetResult();
            });
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await host.Kill();
            await sending;
        }

        await using var restarted = await RunningHost.Start(data, null, "--empty");
        var admin = await restarted.Client("customers", "--role", "platform-administrator");
        var stored = await Walk(admin);
        answered.Count.ShouldBeLessThan(Commands);
        stored.ShouldBeUnique();
        answered.Keys.Except(stored).ShouldBeEmpty();

        // Whoever got no answer sends again under the same key, and so does everybody else.
        await Parallel.ForAsync(0, Commands, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
            (await Send(admin, i)).ShouldNotBeNull());

        var complete = await Walk(admin);
        complete.Count.ShouldBe(Commands);
        complete.ShouldBeUnique();
    }

    // The new customer's id, or null when the host was gone before it answered.
    private static async Task<string?> Send(HttpClient client, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/customers")
        {
            Content = JsonContent.Create(new
            {
                id = $"customer-{number}", name = $"Customer {number}", plan = "free",
                administratorEmail = $"admin@customer-{number}.example", administratorName = "Ada",
            }),
        };
        request.Headers.Add("Idempotency-Key", $"create-{number}");
        try
        {
            using var response = await client.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            response.IsSuccessStatusCode.ShouldBeTrue(body);
            return $"customer-{number}";
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<List<string>> Walk(HttpClient client)
    {
        var ids = new List<string>();
        string? after = null;
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/customers?limit=500{(after is null ? "" : $"&after={after}")}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetString()!));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);
        return ids;
    }
}
