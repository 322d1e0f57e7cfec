namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class SurroundingTests
{
    [Theory]
    [InlineData("catch { }", true)]
    [InlineData("catch (Exception) { return; }", true)]
    [InlineData("catch (Exception e) { Console.WriteLine(1); }", true)]
    [InlineData("catch (IOException) { }", false)]
    [InlineData("catch (Exception) { throw; }", false)]
    [InlineData("catch (Exception e) { throw new InvalidOperationException(\"\", e); }", false)]
    [InlineData("catch (Exception e) { logger.LogError(e, \"It failed.\"); }", false)]
    [InlineData("catch (Exception e) when (e.HResult == 1) { }", false)]
    [InlineData("catch (Exception e) { failures.Add(e); }", false)]
    public async Task An_exception_is_not_swallowed(string handler, bool isRefused)
    {
        var found = await Compiled.Diagnose($$"""
            internal sealed class Worker(ILogger<Worker> logger, List<Exception> failures)
            {
                public void Work()
                {
                    try { Console.WriteLine(logger.GetType() + failures.Count.ToString()); }
                    {{handler}}
                }
            }
            """);

        found.Select(d => d.Id).ShouldBe(isRefused ? ["TDP1027"] : []);
    }

    [Theory]
    [InlineData("order", true)]
    [InlineData("new { order.Id }", true)]
    [InlineData("new[] { order }", true)]
    [InlineData("request", true)]
    [InlineData("order.Id", false)]
    [InlineData("order.Title.Length", false)]
    [InlineData("order.GetType()", false)]
    public async Task A_log_takes_no_whole_object(string argument, bool isRefused)
    {
        var found = await Compiled.Diagnose($$"""
            internal sealed record Order(int Id, string Title);

            internal sealed class Worker(ILogger<Worker> logger, Microsoft.AspNetCore.Http.HttpRequest request)
            {
                public void Work(Order order) => logger.LogInformation("{What} {Where}", {{argument}}, request.Path.Value);
            }
            """);

        found.Select(d => d.Id).ShouldBe(isRefused ? ["TDP1028"] : []);
    }

    [Fact]
    public async Task A_log_method_takes_no_whole_object_either() => (await Compiled.Diagnose("""
        internal sealed record Order(int Id, string Title);

        internal static partial class OrdersLog
        {
            [LoggerMessage(1, LogLevel.Information, "{Order} {Id}")]
            static partial void Placed(ILogger logger, Order order, int id, Exception why);
        }
        """)).ShouldHaveSingleItem().GetMessage(null).ShouldStartWith("'order' is logged as a whole (a record)");

    [Theory]
    [InlineData("await Task.Delay(5);", true)]
    [InlineData("Thread.Sleep(5); await Task.Yield();", true)]
    [InlineData("while (Random.Shared.Next() > 5) await Task.Delay(5);", false)]
    [InlineData("await Task.Delay(TimeSpan.FromHours(1), TimeProvider.System);", false)]
    [InlineData("Func<Task> slow = () => Task.Delay(5); await slow();", false)]
    public async Task A_test_does_not_sleep(string statement, bool isRefused)
    {
        var found = await Compiled.Diagnose(
            $"public sealed class OrderTests {{ [Xunit.Fact] public async Task Waits() {{ {statement} }} }}");

        found.Select(d => d.Id).ShouldBe(isRefused ? ["TDP1044"] : []);
    }
}
