using System.Globalization;
using System.Net;
using System.Text.Json;
using TestDigitalPlatform.Hosting.Problems;
using TestDigitalPlatform.Testing.Http;

namespace TestDigitalPlatform.Testing;

/// <summary>Assertions for responses; a failure shows the call, the response and the service's log.</summary>
public static class ResponseAssertions
{
    private const string ProblemType = "application/problem+json";

    /// <summary>Asserts success (a status from 200 to 299).</summary>
    public static async Task ShouldSucceed(this HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (!response.IsSuccessStatusCode)
            throw Exchange.Failure(response, await response.Content.ReadAsStringAsync(), "a success");
    }

    /// <inheritdoc cref="ShouldSucceed(HttpResponseMessage)" />
    public static async Task ShouldSucceed(this Task<HttpResponseMessage> response)
    {
        ArgumentNullException.ThrowIfNull(response);
        await (await response).ShouldSucceed();
    }

    /// <summary>Asserts 200 with an answer of this type, and returns it.</summary>
    public static async Task<TAnswer> ShouldAnswer<TAnswer>(this HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var body = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != HttpStatusCode.OK)
            throw Exchange.Failure(response, body, $"200 and a {typeof(TAnswer).Name}");
        return Read<TAnswer>(response, body);
    }

    /// <inheritdoc cref="ShouldAnswer{TAnswer}(HttpResponseMessage)" />
    public static async Task<TAnswer> ShouldAnswer<TAnswer>(this Task<HttpResponseMessage> response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return await (await response).ShouldAnswer<TAnswer>();
    }

    /// <summary>Asserts one page of a list, and returns it.</summary>
    public static Task<Page<TItem>> ShouldBePage<TItem>(this HttpResponseMessage response)
        where TItem : notnull =>
        response.ShouldAnswer<Page<TItem>>();

    /// <inheritdoc cref="ShouldBePage{TItem}(HttpResponseMessage)" />
    public static Task<Page<TItem>> ShouldBePage<TItem>(this Task<HttpResponseMessage> response)
        where TItem : notnull =>
        response.ShouldAnswer<Page<TItem>>();

    /// <summary>Asserts problem details (RFC 9457) with this status and code.</summary>
    public static async Task<TestProblem> ShouldBeProblem(this HttpResponseMessage response, int status, string code)
    {
        ArgumentNullException.ThrowIfNull(response);
        var body = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode != status || response.Content.Headers.ContentType?.MediaType != ProblemType)
            throw Exchange.Failure(response, body, Expected(status, code));
        var problem = Read<TestProblem>(response, body);
        return problem.Code == code && problem.Status == status
            ? problem with { Failure = expected => Exchange.Failure(response, body, expected) }
            : throw Exchange.Failure(response, body, Expected(status, code));
    }

    /// <inheritdoc cref="ShouldBeProblem(HttpResponseMessage, int, string)" />
    public static async Task<TestProblem> ShouldBeProblem(
        this Task<HttpResponseMessage> response, int status, string code)
    {
        ArgumentNullException.ThrowIfNull(response);
        return await (await response).ShouldBeProblem(status, code);
    }

    /// <summary>Asserts this refusal, with the status of its kind.</summary>
    public static Task<TestProblem> ShouldBeProblem(this HttpResponseMessage response, Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return response.ShouldBeProblem(Problem.StatusOf(refusal), refusal.Code);
    }

    /// <inheritdoc cref="ShouldBeProblem(HttpResponseMessage, Refusal)" />
    public static async Task<TestProblem> ShouldBeProblem(this Task<HttpResponseMessage> response, Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(response);
        return await (await response).ShouldBeProblem(refusal);
    }

    private static string Expected(int status, string code) =>
        string.Create(CultureInfo.InvariantCulture, $"{status} and the problem '{code}'");

    private static TAnswer Read<TAnswer>(HttpResponseMessage response, string body)
    {
        try
        {
            var options = typeof(TAnswer) == typeof(TestProblem) ? TestProblem.Json : PlatformJson.Options;
            return JsonSerializer.Deserialize<TAnswer>(body, options)!;
        }
        catch (JsonException e)
        {
            throw Exchange.Failure(response, body, $"a {typeof(TAnswer).Name} (it can't be read as one: {e.Message})");
        }
    }
}
