using TestDigitalPlatform.Generators.Statements;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Tests.Rules;

public sealed class CustomerRulesTests
{
    [Theory]
    [InlineData("select id from r where customer_id = 'acme'")]
    [InlineData("select id from r where r.customer_id <> 'acme'")]
    [InlineData("select id from r where 'acme' = r.customer_id")]
    [InlineData("select id from r where customer_id in ('acme', 'globex')")]
    [InlineData("select id from r where customer_id not in ('acme')")]
    [InlineData("select id from r where customer_id = any(array['acme'])")]
    [InlineData("select id from r where customer_id is distinct from 'acme'")]
    [InlineData("select id from r where customer_id like 'ac%'")]
    [InlineData("select id from r where \"customer_id\" = $$acme$$")]
    [InlineData("select id from r where CUSTOMER_ID = E'acme' -- customer")]
    [InlineData("update r set customer_id = 'acme'")]
    [InlineData("insert into r (id, customer_id) values ($1, 'acme')")]
    [InlineData("insert into r (id, customer_id, at) values ($1, $2, now()), ($3, 'acme', now())")]
    [InlineData("insert into r (customer_id, id) select 'acme', id from s")]
    public void A_customer_in_the_text_is_found(string sql) => CustomerRules.IsNamed(SqlTokens.Of(sql)).ShouldBeTrue();

    [Theory]
    [InlineData("select id from r where customer_id = $1")]
    [InlineData("select id, customer_id from r where title = 'acme'")]
    [InlineData("select id from r where customer_id = s.customer_id and status = 'open'")]
    [InlineData("select customer_id, 'acme' as name from r")]
    [InlineData("select id from r -- customer_id = 'acme'")]
    [InlineData("insert into r (id, customer_id, status) values ($1, $2, 'open')")]
    [InlineData("insert into r (id, status) values ($1, 'customer_id')")]
    [InlineData("select id from r where customer_id is not null and status in ('open', 'closed')")]
    public void Anything_else_is_not(string sql) => CustomerRules.IsNamed(SqlTokens.Of(sql)).ShouldBeFalse();

    [Theory]
    [InlineData("$\"select id from r where customer_id = {CustomerId.Parse(\"acme\")}\"", true)]
    [InlineData("$\"select id from r where customer_id = {customer}\"", false)]
    [InlineData("$\"select id from r where customer_id = {CustomerId.Parse(text)}\"", false)]
    public async Task So_is_one_among_the_values(string sql, bool isFound) => (await Compiled.Diagnose($$"""
        internal static class Statements
        {
            public static Sql Of(CustomerId customer, string text) => {{sql}};
        }
        """)).Any(d => d.Id == "TDP1049").ShouldBe(isFound);
}
